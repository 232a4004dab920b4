package dev.pushmark.bench.lab;

import dev.pushmark.results.compare.Judgement;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a finished run comes to.
 *
 * @param exitCode what the command returns
 * @param judgements each expectation, for each transport it speaks of
 */
public record Conclusion(int exitCode, List<Judgement> judgements) {
  /** Every transport was measured, nothing was missed. */
  public static final int DONE = 0;

  /** The server missed what was expected of it. */
  public static final int FAILED = 1;

  /** The command was not understood. */
  public static final int USAGE = 2;

  /** Too little was measured to tell whether an expectation is met. */
  public static final int INCONCLUSIVE = 3;

  /** A transport has no valid round. */
  public static final int INVALID = 4;

  public Conclusion {
    judgements = List.copyOf(judgements);
  }

  /**
   * Concludes from all rounds of a run, of which the invalid ones do not count.
   *
   * @param histograms by round id
   */
  public static Conclusion of(
      Plan plan, List<Round> rounds, Map<String, Map<Metric, List<Histogram>>> histograms) {
    List<Judgement> judgements = new ArrayList<>();
    boolean unmeasured = false;
    for (String transport : plan.transports()) {
      unmeasured |= rounds.stream().noneMatch(r -> r.transport().equals(transport) && isValid(r));
      judgements.addAll(
          Judgement.of(plan.expectations(), TransportFigures.of(transport, rounds, histograms)));
    }
    boolean failed = rounds.stream().anyMatch(r -> r.outcome() instanceof Outcome.Failed);
    // A finding stands, whatever else could not be measured.
    if (failed || has(judgements, Judgement.Answer.MISSED)) {
      return new Conclusion(FAILED, judgements);
    }
    if (unmeasured) {
      return new Conclusion(INVALID, judgements);
    }
    boolean untold = has(judgements, Judgement.Answer.CANNOT_BE_TOLD);
    return new Conclusion(untold ? INCONCLUSIVE : DONE, judgements);
  }

  private static boolean isValid(Round round) {
    return !(round.outcome() instanceof Outcome.Invalid);
  }

  private static boolean has(List<Judgement> judgements, Judgement.Answer answer) {
    return judgements.stream().anyMatch(judgement -> judgement.answer() == answer);
  }
}
