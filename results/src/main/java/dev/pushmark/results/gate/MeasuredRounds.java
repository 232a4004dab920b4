package dev.pushmark.results.gate;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.GateCell;
import java.util.List;

/** Rounds over transports: those that were not spoilt have a figure each. */
public final class MeasuredRounds implements Measured {
  private final Figures baseline;
  private final Figures candidate;

  /** Of what both sides have measured so far. */
  public MeasuredRounds(Summary baseline, Summary candidate) {
    this.baseline = new Figures(baseline);
    this.candidate = new Figures(candidate);
  }

  @Override
  public Sample of(GateCell cell, Blocks ofBaseline, Blocks ofCandidate) {
    return new Sample(
        cell.metric().unit(),
        false,
        figures(baseline, cell, ofBaseline),
        figures(candidate, cell, ofCandidate),
        "");
  }

  private static List<Figure> figures(Figures side, GateCell cell, Blocks blocks) {
    return side.valid(cell.subject(), blocks).stream()
        .map(
            round ->
                new Figure(
                    round.round().block(),
                    round.round().attempt(),
                    Figures.of(cell.metric(), round).orElse(0.0)))
        .toList();
  }

  @Override
  public String block() {
    return "block";
  }

  @Override
  public boolean candidateFails() {
    return candidate.failed() > baseline.failed() + 1;
  }

  @Override
  public List<String> reasons() {
    return baseline.failed() + candidate.failed() == 0
        ? List.of()
        : List.of(
            "rounds in which the server missed what was expected: %d of the baseline, %d of the candidate"
                .formatted(baseline.failed(), candidate.failed()));
  }
}
