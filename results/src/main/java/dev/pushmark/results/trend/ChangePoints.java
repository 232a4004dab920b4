package dev.pushmark.results.trend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where the values of a series begin to be others than before, by E-divisive means: Matteson and
 * James, "A nonparametric approach for multiple change point analysis of multivariate data",
 * Journal of the American Statistical Association 109 (2014), with α = 1. It assumes nothing of how
 * the values are spread, but that they do not depend on each other: a drift looks like steps.
 *
 * <p>Of all places in all segments that one is the next where the values before and after have the
 * largest energy distance. It counts if chance makes one as large in at most 5 % of permutations of
 * the values within their segments; else the search ends. So of a hundred series in which nothing
 * changed, five show a change.
 *
 * <p>One split takes time in proportion to the squared length of the series for each permutation.
 */
public final class ChangePoints {
  /** Values that bear a level out: with fewer, a few slow nights would be one. */
  public static final int SHORTEST = 5;

  /** The longest series, so that work stays bounded. */
  public static final int MOST_VALUES = 500;

  private static final int PERMUTATIONS = 199;

  /** Of that many permutations the number that is 5 %, the series itself counted as one. */
  private static final int MOST_AS_LARGE = 9;

  /** What sums in another order may differ by, as a share. */
  private static final double ROUNDING = 1e-9;

  private ChangePoints() {}

  /**
   * A place to split a segment at.
   *
   * @param at index of the first value after it
   * @param statistic the scaled energy distance, 0 where there is no place
   */
  record Split(int at, double statistic) {
    static final Split NONE = new Split(0, 0);
  }

  /**
   * The indices of the first values after each change, ascending.
   *
   * @param values at most {@link #MOST_VALUES}, finite; logarithms, where shares matter
   * @param seed of the permutations: the same gives the same
   */
  public static List<Integer> of(double[] values, long seed) {
    if (values.length > MOST_VALUES) {
      throw new IllegalArgumentException(
          "a series must have at most " + MOST_VALUES + " values, had " + values.length);
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> bounds = new ArrayList<>(List.of(0, values.length));
    Split next = best(values, bounds);
    while (next.statistic() > 0 && isSignificant(next, values, bounds, random)) {
      bounds.add(next.at());
      Collections.sort(bounds);
      next = best(values, bounds);
    }
    return List.copyOf(bounds.subList(1, bounds.size() - 1));
  }

  private static boolean isSignificant(
      Split split, double[] values, List<Integer> bounds, SplittableRandom random) {
    double asLarge = split.statistic() * (1 - ROUNDING);
    double[] shuffled = values.clone();
    int count = 0;
    for (int i = 0; i < PERMUTATIONS && count <= MOST_AS_LARGE; i++) {
      for (int segment = 1; segment < bounds.size(); segment++) {
        shuffle(shuffled, bounds.get(segment - 1), bounds.get(segment), random);
      }
      count += best(shuffled, bounds).statistic() >= asLarge ? 1 : 0;
    }
    return count <= MOST_AS_LARGE;
  }

  private static void shuffle(double[] values, int from, int to, SplittableRandom random) {
    for (int i = to - 1; i > from; i--) {
      int other = random.nextInt(from, i + 1);
      double value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
  }

  private static Split best(double[] values, List<Integer> bounds) {
    Split best = Split.NONE;
    for (int segment = 1; segment < bounds.size(); segment++) {
      Split split = best(values, bounds.get(segment - 1), bounds.get(segment));
      best = split.statistic() > best.statistic() ? split : best;
    }
    return best;
  }

  /**
   * The best split of a segment: of the values up to any t beside those from there up to any k, so
   * that a level that comes back later does not hide the change. Sums of distances are carried from
   * each k to the next.
   */
  static Split best(double[] values, int from, int to) {
    int n = to - from;
    double[] upTo = new double[n]; // of the value at k from those up to t
    double[] before = new double[n]; // among those up to t
    double[] between = new double[n]; // of those up to t from those after, up to k
    double[] after = new double[n]; // among those after t, up to k
    Split best = Split.NONE;
    for (int k = 1; k < n; k++) {
      double sum = 0;
      for (int t = 0; t < k; t++) {
        sum += Math.abs(values[from + t] - values[from + k]);
        upTo[t] = sum;
      }
      before[k] = before[k - 1] + sum;
      for (int t = 0; t < k; t++) {
        between[t] += upTo[t];
        after[t] += sum - upTo[t];
        int left = t + 1;
        int right = k - t;
        if (left >= SHORTEST && right >= SHORTEST) {
          double statistic = statistic(left, right, between[t], before[t], after[t]);
          if (statistic > best.statistic()) {
            best = new Split(from + left, statistic);
          }
        }
      }
    }
    return best;
  }

  /** From sums over all pairs between the two sides and within each. */
  private static double statistic(
      double left, double right, double between, double before, double after) {
    double distance =
        2 * between / (left * right)
            - 2 * before / (left * (left - 1))
            - 2 * after / (right * (right - 1));
    return distance * left * right / (left + right);
  }
}
