package dev.pushmark.results.gate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What tests by ranks have in common. */
final class Ranks {
  private Ranks() {}

  /** Twice the rank of each value from 1 on, so that the mean rank of equal ones is whole. */
  static int[] doubled(double[] values) {
    Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    int[] ranks = new int[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = from + 1 + to;
      }
      from = to;
    }
    return ranks;
  }

  static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
  }

  /**
   * The largest shift below which all are too unlikely.
   *
   * @param turns sorted, where the chance changes: nowhere else does it
   */
  static double lowerBound(Shift shift, double[] turns, double level) {
    double[] steps = Arrays.stream(turns).distinct().toArray();
    int rejected = -1; // the last step that all shifts below are rejected up to
    int open = steps.length;
    while (open - rejected > 1) {
      int step = (rejected + open) >>> 1;
      double below = step == 0 ? steps[0] - 1 : steps[step - 1] / 2 + steps[step] / 2;
      if (shift.chanceOfMore(below) <= level) {
        rejected = step;
      } else {
        open = step;
      }
    }
    return rejected < 0 ? Double.NEGATIVE_INFINITY : steps[rejected];
  }
}
