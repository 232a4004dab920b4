package dev.pushmark.results.gate;

import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.gate.Figures.Blocks;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GatePlan;
import dev.pushmark.results.model.GateRun.CellFinding;
import dev.pushmark.results.model.GateRun.Pair;
import dev.pushmark.results.model.GateRun.Verdict;
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
 * Whether a candidate is worse than a baseline, from the rounds of both: those of the screen come
 * first, those that were measured anew behind them. Sides that were not measured next to each other
 * are compared as two samples.
 */
public final class Gate {
  /** How the rounds of the two sides belong together. */
  public enum Design {
    /** Both next to each other, block by block. */
    PAIRED,
    /** The candidate's beside a baseline that was measured at another time. */
    AGAINST_STORED,
    /** Both at another time: nothing can be measured anew. */
    BOTH_STORED
  }

  private final GatePlan plan;
  private final Figures baseline;
  private final Figures candidate;
  private final Design design;
  private final Map<GateCell, Compared> screen = new LinkedHashMap<>();
  private final Map<GateCell, Compared> confirm = new LinkedHashMap<>();

  /** What is known of a cell: a shift, or why there is none. */
  private record Compared(List<Pair> pairs, @Nullable Shift shift, String trouble) {}

  /** Of what both sides have measured so far. */
  public Gate(GatePlan plan, Summary baseline, Summary candidate, Design design) {
    this.plan = plan;
    this.baseline = new Figures(baseline);
    this.candidate = new Figures(candidate);
    this.design = design;
    Blocks screened = design == Design.BOTH_STORED ? Blocks.ALL : new Blocks(1, plan.screenPairs());
    Blocks anew = new Blocks(plan.screenPairs() + 1, Integer.MAX_VALUE);
    for (GateCell cell : plan.cells()) {
      screen.put(cell, compare(cell, screened));
    }
    Set<GateCell> suspected =
        design == Design.BOTH_STORED ? shifts(screen).keySet() : Rules.suspected(shifts(screen));
    for (GateCell cell : suspected) {
      confirm.put(cell, compare(cell, design == Design.BOTH_STORED ? screened : anew));
    }
  }

  /** The transports of which a cell is to be measured anew. */
  public Set<String> suspectedTransports() {
    return confirm.keySet().stream()
        .map(GateCell::transport)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Compared compare(GateCell cell, Blocks blocks) {
    return design == Design.PAIRED ? paired(cell, blocks) : unpaired(cell, blocks);
  }

  private Compared paired(GateCell cell, Blocks blocks) {
    List<Pair> pairs = new ArrayList<>();
    for (RoundFigures ofBaseline : baseline.valid(cell.transport(), blocks)) {
      int block = ofBaseline.round().block();
      Optional<RoundFigures> ofCandidate =
          candidate.valid(cell.transport(), block, ofBaseline.round().attempt());
      if (ofCandidate.isEmpty()) {
        continue;
      }
      double was = figure(cell, ofBaseline);
      double is = figure(cell, ofCandidate.get());
      if (!(was > 0) || !(is > 0)) {
        String side = was > 0 ? "candidate" : "baseline";
        return new Compared(pairs, null, missing(side, cell, block));
      }
      pairs.add(new Pair(block, was, is));
    }
    double[] logs = pairs.stream().mapToDouble(pair -> Math.log(pair.ratio())).toArray();
    return logs.length < GatePlan.FEWEST_PAIRS
        ? new Compared(pairs, null, tooFew(cell, logs.length, "pairs"))
        : new Compared(pairs, new SignedRank(logs), "");
  }

  private Compared unpaired(GateCell cell, Blocks blocks) {
    List<RoundFigures> before = baseline.valid(cell.transport(), Blocks.ALL);
    List<RoundFigures> after = candidate.valid(cell.transport(), blocks);
    for (RoundFigures round : before) {
      if (!(figure(cell, round) > 0)) {
        return new Compared(List.of(), null, missing("baseline", cell, round.round().block()));
      }
    }
    for (RoundFigures round : after) {
      if (!(figure(cell, round) > 0)) {
        return new Compared(List.of(), null, missing("candidate", cell, round.round().block()));
      }
    }
    int fewest = Math.min(before.size(), after.size());
    return fewest < GatePlan.FEWEST_PAIRS
        ? new Compared(List.of(), null, tooFew(cell, fewest, "rounds of each side"))
        : new Compared(List.of(), new RankSum(logs(cell, before), logs(cell, after)), "");
  }

  private static double[] logs(GateCell cell, List<RoundFigures> rounds) {
    return rounds.stream().mapToDouble(round -> Math.log(figure(cell, round))).toArray();
  }

  /** 0 where it was not measured. */
  private static double figure(GateCell cell, RoundFigures round) {
    return Figures.of(cell.metric(), round).orElse(0.0);
  }

  private static String missing(String side, GateCell cell, int block) {
    return "%s of the %s is 0 or was not measured in block %d".formatted(name(cell), side, block);
  }

  private static String tooFew(GateCell cell, int number, String what) {
    return "%s has only %d valid %s, at least %d are needed"
        .formatted(name(cell), number, what, GatePlan.FEWEST_PAIRS);
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
        cell, Verdict.INVALID, confirmed, compared.pairs, null, null, null, null, compared.trouble);
  }

  private static CellFinding finding(
      GateCell cell, boolean confirmed, Compared compared, Shift shift, Verdict verdict) {
    Double detectable = ratio(Rules.detectable(shift, confirmed));
    return new CellFinding(
        cell,
        verdict,
        confirmed,
        compared.pairs,
        ratio(shift.estimate()),
        ratio(shift.lowerBound(Rules.REGRESSION_LEVEL)),
        ratio(shift.upperBound(Rules.PASS_LEVEL)),
        detectable == null ? null : detectable - 1,
        words(cell, shift, verdict, detectable));
  }

  private static @Nullable Double ratio(double log) {
    double ratio = Math.exp(log);
    return Double.isInfinite(log) || Double.isInfinite(ratio) ? null : ratio;
  }

  private static String words(
      GateCell cell, Shift shift, Verdict verdict, @Nullable Double detectable) {
    String change = change(Math.exp(shift.estimate()));
    String least = Units.share(cell.minimumEffect(), 2);
    return switch (verdict) {
      case REGRESSION ->
          "%s %s, more than the %s that matter, and for certain not by chance"
              .formatted(name(cell), change, least);
      case PASS ->
          "%s %s; a growth by %s is ruled out or known closely"
              .formatted(name(cell), change, least);
      case INCONCLUSIVE ->
          "%s %s, but may have grown by %s; this machine finds %s now"
              .formatted(
                  name(cell),
                  change,
                  least,
                  detectable == null
                      ? "nothing"
                      : "growth from " + Units.share(detectable - 1, 2) + " on");
      case INVALID -> name(cell) + " cannot be judged";
    };
  }

  private static String change(double ratio) {
    return String.format(Locale.ROOT, "%+.1f\u00A0%%", (ratio - 1) * 100);
  }

  private static String name(GateCell cell) {
    return cell.transport() + " " + cell.metric().name().toLowerCase(Locale.ROOT);
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
    return candidate.failed() > baseline.failed() + 1 ? Verdict.REGRESSION : ofCells;
  }

  /** What the cells do not say. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (baseline.failed() + candidate.failed() > 0) {
      reasons.add(
          "rounds in which the server missed what was expected: %d of the baseline, %d of the candidate"
              .formatted(baseline.failed(), candidate.failed()));
    }
    if (design != Design.PAIRED) {
      reasons.add(
          "the sides were not measured next to each other: what the machine did in between is taken"
              + " for a change of the candidate, and no bound covers it");
    }
    return reasons;
  }
}
