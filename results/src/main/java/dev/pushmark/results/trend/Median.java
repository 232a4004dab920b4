package dev.pushmark.results.trend;

import java.util.Arrays;

/** The value in the middle; of an even number midway between the two there. */
final class Median {
  private Median() {}

  static double of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return sorted[(n - 1) / 2] / 2 + sorted[n / 2] / 2;
  }
}
