package dev.pushmark.results.gate;

import java.util.Arrays;

/**
 * What differences of pairs say together, by Wilcoxon's signed ranks: right for any distribution
 * that is symmetric about the true difference, whatever its tails, and hardly moved by a few pairs
 * that went wrong. The estimate is the median of all means of two differences (Hodges and Lehmann
 * 1963, "Estimates of location based on rank tests"); bounds are where the exact test turns. Equal
 * differences share their ranks, differences of 0 are ranked with the others and then left out
 * (Pratt 1959, "Remarks on zeros and ties in the Wilcoxon signed rank procedures"), and the
 * distribution is that of just these ranks.
 */
public final class SignedRank implements Shift {
  private final double[] differences;
  private final double[] averages;

  /**
   * Of these pairs.
   *
   * @throws IllegalArgumentException if there are none, or one is no number
   */
  public SignedRank(double... differences) {
    if (differences.length == 0 || Arrays.stream(differences).anyMatch(d -> !Double.isFinite(d))) {
      throw new IllegalArgumentException("no differences: " + Arrays.toString(differences));
    }
    this.differences = differences.clone();
    int n = differences.length;
    averages = new double[n * (n + 1) / 2];
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        averages[next++] = differences[i] / 2 + differences[j] / 2;
      }
    }
    Arrays.sort(averages);
  }

  @Override
  public double estimate() {
    return Ranks.median(averages);
  }

  @Override
  public double chanceOfMore(double shift) {
    int n = differences.length;
    double[] sizes = new double[n];
    for (int i = 0; i < n; i++) {
      sizes[i] = Math.abs(differences[i] - shift);
    }
    int[] ranks = Ranks.doubled(sizes);
    int observed = 0;
    int most = 0;
    for (int i = 0; i < n; i++) {
      if (sizes[i] > 0) {
        most += ranks[i];
        observed += differences[i] > shift ? ranks[i] : 0;
      }
    }
    double[] probability = new double[most + 1];
    probability[0] = 1;
    int reached = 0;
    for (int i = 0; i < n; i++) {
      if (sizes[i] > 0) {
        reached += ranks[i];
        for (int sum = reached; sum >= 0; sum--) {
          double with = sum >= ranks[i] ? probability[sum - ranks[i]] : 0;
          probability[sum] = (probability[sum] + with) / 2;
        }
      }
    }
    return Math.min(1, Arrays.stream(probability, observed, most + 1).sum());
  }

  @Override
  public double lowerBound(double level) {
    return Ranks.lowerBound(this, averages, level);
  }

  @Override
  public double upperBound(double level) {
    return -mirrored().lowerBound(level);
  }

  private SignedRank mirrored() {
    return new SignedRank(Arrays.stream(differences).map(difference -> -difference).toArray());
  }

  @Override
  public int size() {
    return differences.length;
  }
}
