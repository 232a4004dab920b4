package dev.pushmark.results.gate;

import java.util.Arrays;

/**
 * By how much one sample is larger than another that was not measured beside it, by the rank sums
 * of Wilcoxon, Mann and Whitney: the median of all differences between one of each (Hodges and
 * Lehmann 1963), with bounds where the exact test turns. What the machine did between the two
 * samples is in the difference, and not in the bounds.
 */
public final class RankSum implements Shift {
  private final double[] from;
  private final double[] to;
  private final double[] differences;

  /**
   * Of these samples.
   *
   * @throws IllegalArgumentException if one is empty, or holds what is no number
   */
  public RankSum(double[] from, double[] to) {
    if (from.length == 0
        || to.length == 0
        || Arrays.stream(from).anyMatch(x -> !Double.isFinite(x))
        || Arrays.stream(to).anyMatch(x -> !Double.isFinite(x))) {
      throw new IllegalArgumentException(
          "no samples: " + Arrays.toString(from) + ", " + Arrays.toString(to));
    }
    this.from = from.clone();
    this.to = to.clone();
    differences = new double[from.length * to.length];
    int next = 0;
    for (double x : from) {
      for (double y : to) {
        differences[next++] = y - x;
      }
    }
    Arrays.sort(differences);
  }

  @Override
  public double estimate() {
    return Ranks.median(differences);
  }

  @Override
  public double chanceOfMore(double shift) {
    int all = from.length + to.length;
    double[] values = Arrays.copyOf(to, all);
    for (int i = 0; i < to.length; i++) {
      values[i] -= shift;
    }
    System.arraycopy(from, 0, values, to.length, from.length);
    int[] ranks = Ranks.doubled(values);
    int observed = Arrays.stream(ranks, 0, to.length).sum();
    int most = Arrays.stream(ranks).sum();
    // ways[k][s]: probability that k drawn so far have the rank sum s, each set of ranks as likely
    // as any other of its size.
    double[][] ways = new double[to.length + 1][most + 1];
    ways[0][0] = 1;
    for (int i = 0; i < all; i++) {
      for (int drawn = Math.min(i + 1, to.length); drawn >= 1; drawn--) {
        for (int sum = most; sum >= ranks[i]; sum--) {
          ways[drawn][sum] += ways[drawn - 1][sum - ranks[i]];
        }
      }
    }
    double total = Arrays.stream(ways[to.length]).sum();
    return Math.min(1, Arrays.stream(ways[to.length], observed, most + 1).sum() / total);
  }

  @Override
  public double lowerBound(double level) {
    return Ranks.lowerBound(this, differences, level);
  }

  @Override
  public double upperBound(double level) {
    return -new RankSum(to, from).lowerBound(level);
  }

  @Override
  public int size() {
    return Math.min(from.length, to.length);
  }
}
