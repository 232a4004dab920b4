package dev.pushmark.bench.micro.receivers;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Where the mean of differences that are about normally distributed lies with 95 % confidence, by
 * Student's t.
 *
 * @param mean of what was observed
 * @param low the interval's lower end
 * @param high its upper end
 */
record Interval(double mean, double low, double high) {
  private static final double EACH_SIDE = 0.025;

  static Interval ofMean(double... values) {
    int n = values.length;
    if (n < 2) {
      throw new IllegalArgumentException("an interval needs two values, got " + n);
    }
    double mean = Arrays.stream(values).sum() / n;
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    double t = TDistribution.of(n - 1).inverseSurvivalProbability(EACH_SIDE);
    double reach = t * Math.sqrt(squares / (n - 1) / n);
    return new Interval(mean, mean - reach, mean + reach);
  }
}
