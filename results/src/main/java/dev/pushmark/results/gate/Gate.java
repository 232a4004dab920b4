package dev.pushmark.results.gate;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.gate.Measured.Figure;
import dev.pushmark.results.gate.Measured.Sample;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GatePlan;
import dev.pushmark.results.model.GateRun.CellFinding;
import dev.pushmark.results.model.GateRun.Pair;
import dev.pushmark.results.model.GateRun.Verdict;
import dev.pushmark.results.model.GateTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a candidate is worse than a baseline, from what both measured: the blocks of the screen
 * come first, those that were measured anew behind them. Sides that were not measured next to each
 * other are compared as two samples.
 */
public final class Gate {
  /** How the figures of the two sides belong together. */
  public enum Design {
    /** Both next to each other, block by block. */
    PAIRED,
    /** The candidate's beside a baseline that was measured at another time. */
    AGAINST_STORED,
    /** Both at another time: nothing can be measured anew. */
    BOTH_STORED
  }

  private final Measured measured;
  private final Design design;
  private final Map<GateCell, Compared> screen = new LinkedHashMap<>();
  private final Map<GateCell, Compared> confirm = new LinkedHashMap<>();

  /** What is known of a cell: a shift, or why there is none. */
  private record Compared(Sample sample, List<Pair> pairs, @Nullable Shift shift, String trouble) {}

  /** Of what both sides have measured so far. */
  public Gate(GateTask task, Measured measured, Design design) {
    this.measured = measured;
    this.design = design;
    Blocks screened = design == Design.BOTH_STORED ? Blocks.ALL : Blocks.screen(task);
    Blocks anew = Blocks.anew(task);
    for (GateCell cell : task.cells()) {
      screen.put(cell, compare(cell, screened));
    }
    Set<GateCell> suspected =
        design == Design.BOTH_STORED ? shifts(screen).keySet() : Rules.suspected(shifts(screen));
    for (GateCell cell : suspected) {
      confirm.put(cell, compare(cell, design == Design.BOTH_STORED ? screened : anew));
    }
  }

  /** The transports or benchmarks of which a cell is to be measured anew. */
  public Set<String> suspectedSubjects() {
    return confirm.keySet().stream()
        .map(GateCell::subject)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Compared compare(GateCell cell, Blocks blocks) {
    boolean paired = design == Design.PAIRED;
    Sample sample = measured.of(cell, paired ? blocks : Blocks.ALL, blocks);
    if (!sample.obstacle().isEmpty()) {
      return new Compared(sample, List.of(), null, name(cell, sample) + " " + sample.obstacle());
    }
    return paired ? paired(cell, sample) : unpaired(cell, sample);
  }

  private Compared paired(GateCell cell, Sample sample) {
    List<Pair> pairs = new ArrayList<>();
    for (Figure was : sample.baseline()) {
      Optional<Figure> is =
          sample.candidate().stream()
              .filter(figure -> figure.block() == was.block() && figure.attempt() == was.attempt())
              .findFirst();
      if (is.isEmpty()) {
        continue;
      }
      if (!was.counts() || !is.get().counts()) {
        String side = was.counts() ? "candidate" : "baseline";
        return new Compared(sample, pairs, null, missing(cell, sample, side, was.block()));
      }
      pairs.add(new Pair(was.block(), was.value(), is.get().value()));
    }
    double[] logs =
        pairs.stream().mapToDouble(pair -> Math.log(pair.ratio(sample.inverted()))).toArray();
    return logs.length < GatePlan.FEWEST_PAIRS
        ? new Compared(sample, pairs, null, tooFew(cell, sample, logs.length, "pairs"))
        : new Compared(sample, pairs, new SignedRank(logs), "");
  }

  private Compared unpaired(GateCell cell, Sample sample) {
    for (String side : List.of("baseline", "candidate")) {
      for (Figure figure : side.equals("baseline") ? sample.baseline() : sample.candidate()) {
        if (!figure.counts()) {
          return new Compared(sample, List.of(), null, missing(cell, sample, side, figure.block()));
        }
      }
    }
    int fewest = Math.min(sample.baseline().size(), sample.candidate().size());
    if (fewest < GatePlan.FEWEST_PAIRS) {
      String what = measured.block() + "s of each side";
      return new Compared(sample, List.of(), null, tooFew(cell, sample, fewest, what));
    }
    double[] was = logs(sample.inverted(), sample.baseline());
    double[] is = logs(sample.inverted(), sample.candidate());
    return new Compared(sample, List.of(), new RankSum(was, is), "");
  }

  private static double[] logs(boolean inverted, List<Figure> figures) {
    return figures.stream()
        .mapToDouble(figure -> Math.log(figure.value()))
        .map(log -> inverted ? -log : log)
        .toArray();
  }

  private String missing(GateCell cell, Sample sample, String side, int block) {
    return "%s of the %s is 0 or was not measured in %s %d"
        .formatted(name(cell, sample), side, measured.block(), block);
  }

  private static String tooFew(GateCell cell, Sample sample, int number, String what) {
    return "%s has only %d valid %s, at least %d are needed"
        .formatted(name(cell, sample), number, what, GatePlan.FEWEST_PAIRS);
  }

  private static Map<GateCell, Shift> shifts(Map<GateCell, Compared> compared) {
    Map<GateCell, Shift> shifts = new LinkedHashMap<>();
    compared.forEach(
        (cell, each) -> {
          if (each.shift != null) {
            shifts.put(cell, each.shift);
          }
        });
    return shifts;
  }

  /** What was found of each cell, in the plan's order. */
  public List<CellFinding> findings() {
    Map<GateCell, Verdict> verdicts = Rules.verdicts(shifts(screen), shifts(confirm));
    List<CellFinding> findings = new ArrayList<>();
    screen.forEach(
        (cell, screened) -> {
          Compared anew = confirm.get(cell);
          Compared counts = anew == null ? screened : anew;
          findings.add(
              counts.shift == null
                  ? invalid(cell, anew != null, counts)
                  : finding(
                      cell,
                      anew != null,
                      counts,
                      counts.shift,
                      verdicts.getOrDefault(cell, Verdict.INVALID)));
        });
    return findings;
  }

  private static CellFinding invalid(GateCell cell, boolean confirmed, Compared compared) {
    return new CellFinding(
        cell,
        Verdict.INVALID,
        confirmed,
        compared.sample.unit(),
        compared.sample.inverted(),
        compared.pairs,
        null,
        null,
        null,
        null,
        compared.trouble);
  }

  private static CellFinding finding(
      GateCell cell, boolean confirmed, Compared compared, Shift shift, Verdict verdict) {
    Double detectable = ratio(Rules.detectable(shift, confirmed));
    return new CellFinding(
        cell,
        verdict,
        confirmed,
        compared.sample.unit(),
        compared.sample.inverted(),
        compared.pairs,
        ratio(shift.estimate()),
        ratio(shift.lowerBound(Rules.REGRESSION_LEVEL)),
        ratio(shift.upperBound(Rules.PASS_LEVEL)),
        detectable == null ? null : detectable - 1,
        words(cell, compared.sample, shift, verdict, detectable));
  }

  private static @Nullable Double ratio(double log) {
    double ratio = Math.exp(log);
    return Double.isInfinite(log) || Double.isInfinite(ratio) ? null : ratio;
  }

  private static String words(
      GateCell cell, Sample sample, Shift shift, Verdict verdict, @Nullable Double detectable) {
    String name = name(cell, sample);
    String change = change(Math.exp(shift.estimate()));
    String least = Units.share(cell.minimumEffect(), 2);
    return switch (verdict) {
      case REGRESSION ->
          "%s %s, more than the %s that matter, and for certain not by chance"
              .formatted(name, change, least);
      case PASS ->
          "%s %s; a growth by %s is ruled out or known closely".formatted(name, change, least);
      case INCONCLUSIVE ->
          "%s %s, but may have grown by %s; this machine finds %s now"
              .formatted(
                  name,
                  change,
                  least,
                  detectable == null
                      ? "nothing"
                      : "growth from " + Units.share(detectable - 1, 2) + " on");
      case INVALID -> name + " cannot be judged";
    };
  }

  private static String change(double ratio) {
    return String.format(Locale.ROOT, "%+.1f\u00A0%%", (ratio - 1) * 100);
  }

  private static String name(GateCell cell, Sample sample) {
    String name =
        cell.metric() == GateMetric.SCORE
            ? cell.subject()
            : cell.subject() + " " + cell.metric().name().toLowerCase(Locale.ROOT);
    return sample.inverted() ? name + " (baseline ÷ candidate)" : name;
  }

  /** The verdict on the whole: the first that a cell or a failed round has. */
  public Verdict verdict() {
    Verdict ofCells =
        findings().stream()
            .map(CellFinding::verdict)
            .min(Comparator.naturalOrder())
            .orElse(Verdict.INVALID);
    if (ofCells == Verdict.INVALID) {
      return ofCells;
    }
    return measured.candidateFails() ? Verdict.REGRESSION : ofCells;
  }

  /** What the cells do not say. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>(measured.reasons());
    List<String> inverted =
        screen.entrySet().stream()
            .filter(entry -> entry.getValue().sample.inverted())
            .map(entry -> entry.getKey().subject() + " (" + entry.getValue().sample.unit() + ")")
            .toList();
    if (!inverted.isEmpty()) {
      reasons.add(
          "more is better of "
              + String.join(", ", inverted)
              + ": the ratio is baseline ÷ candidate there, so that above 1 is worse everywhere");
    }
    if (design != Design.PAIRED) {
      reasons.add(
          "the sides were not measured next to each other: what the machine did in between is taken"
              + " for a change of the candidate, and no bound covers it");
    }
    return reasons;
  }
}
