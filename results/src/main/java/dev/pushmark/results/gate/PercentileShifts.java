package dev.pushmark.results.gate;

import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.gate.Gate.Design;
import dev.pushmark.results.model.GatePlan;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.PercentileShift;
import dev.pushmark.results.model.PercentileShift.Point;
import dev.pushmark.results.model.Round;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * How far each percentile of the delivery latency moved between the sides of a gate: the ratio of
 * the percentiles of all rounds merged, never a mean of percentiles. Its band comes from drawing
 * whole pairs anew, with replacement (the percentile bootstrap of Efron 1979, pair by pair, for the
 * deliveries of a round share its fate). It is for looking at: no verdict rests on it.
 */
public final class PercentileShifts {
  private static final double[] PERCENTILES = {
    1, 2, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 92.5, 95, 96, 97,
    98, 99, 99.5, 99.9
  };
  private static final int RESAMPLES = 400;
  private static final double BEYOND = 0.025;

  private final GatePlan plan;
  private final Figures baseline;
  private final Figures candidate;
  private final Design design;

  /** Of what both sides have measured. */
  public PercentileShifts(GatePlan plan, Summary baseline, Summary candidate, Design design) {
    this.plan = plan;
    this.baseline = new Figures(baseline);
    this.candidate = new Figures(candidate);
    this.design = design;
  }

  /** The rounds of both sides that belong together, or would if they had been measured so. */
  private record Sides(List<RoundFigures> before, List<RoundFigures> after) {
    int pairs() {
      return Math.min(before.size(), after.size());
    }

    long published() {
      return Math.min(published(before), published(after));
    }

    private static long published(List<RoundFigures> rounds) {
      return rounds.stream().mapToLong(RoundFigures::published).sum();
    }
  }

  /**
   * Of each transport with rounds enough; the same for the same plan and rounds.
   *
   * @param anew the transports of which only what was measured anew counts
   */
  public List<PercentileShift> list(Set<String> anew) {
    List<PercentileShift> shifts = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(plan.plan().seed());
    for (String transport : plan.plan().transports()) {
      Sides sides = sides(transport, anew.contains(transport));
      List<Point> points =
          sides.pairs() < GatePlan.FEWEST_PAIRS ? List.of() : points(sides, random.split());
      if (!points.isEmpty()) {
        shifts.add(new PercentileShift(transport, sides.pairs(), points));
      }
    }
    return shifts;
  }

  private Sides sides(String transport, boolean measuredAnew) {
    Blocks counted =
        design == Design.BOTH_STORED
            ? Blocks.ALL
            : measuredAnew ? Blocks.anew(plan) : Blocks.screen(plan);
    if (design != Design.PAIRED) {
      return new Sides(baseline.valid(transport, Blocks.ALL), candidate.valid(transport, counted));
    }
    List<RoundFigures> others = candidate.valid(transport, counted);
    List<RoundFigures> before = new ArrayList<>();
    List<RoundFigures> after = new ArrayList<>();
    for (RoundFigures round : baseline.valid(transport, counted)) {
      others.stream()
          .filter(other -> isPartner(round.round(), other.round()))
          .findFirst()
          .ifPresent(
              partner -> {
                before.add(round);
                after.add(partner);
              });
    }
    return new Sides(before, after);
  }

  private static boolean isPartner(Round one, Round other) {
    return one.block() == other.block() && one.attempt() == other.attempt();
  }

  private List<Point> points(Sides sides, SplittableRandom random) {
    double most = Percentile.largestShownFor(sides.published());
    double[] shown = Arrays.stream(PERCENTILES).filter(p -> p <= most).toArray();
    MergedRounds before = merged(sides.before);
    MergedRounds after = merged(sides.after);
    double[] ratios = ratios(before, all(before), after, all(after), shown);
    double[][] drawn = new double[shown.length][RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      int[] some = random.ints(before.size(), 0, before.size()).toArray();
      int[] others =
          design == Design.PAIRED ? some : random.ints(after.size(), 0, after.size()).toArray();
      double[] redrawn = ratios(before, some, after, others, shown);
      for (int p = 0; p < shown.length; p++) {
        drawn[p][i] = redrawn[p];
      }
    }
    List<Point> points = new ArrayList<>();
    int outside = (int) (BEYOND * RESAMPLES);
    for (int p = 0; p < shown.length; p++) {
      Arrays.sort(drawn[p]);
      points.add(
          new Point(shown[p], ratios[p], drawn[p][outside], drawn[p][RESAMPLES - 1 - outside]));
    }
    return points;
  }

  private static Histogram latencies(RoundFigures round) {
    Histogram sum = new Histogram(Units.DIGITS);
    round.intervals(Metric.DELIVERY_LATENCY).forEach(sum::add);
    return sum;
  }

  private static MergedRounds merged(List<RoundFigures> rounds) {
    return new MergedRounds(rounds.stream().map(PercentileShifts::latencies).toList());
  }

  private static int[] all(MergedRounds rounds) {
    return IntStream.range(0, rounds.size()).toArray();
  }

  private static double[] ratios(
      MergedRounds before, int[] some, MergedRounds after, int[] others, double[] shown) {
    double[] was = before.percentiles(some, shown);
    double[] ratios = after.percentiles(others, shown);
    for (int i = 0; i < shown.length; i++) {
      // What is below the clock's nanosecond counts as one.
      ratios[i] = Math.max(1, ratios[i]) / Math.max(1, was[i]);
    }
    return ratios;
  }
}
