package dev.pushmark.bench.experiment;

import dev.pushmark.results.compare.Estimate;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * By how much one figure exceeds another that was measured beside it: the mean over pairs of
 * rounds, with the interval that holds the true one 95 times in 100, by Student's t.
 *
 * @param low lower end of the interval; null with one pair
 * @param high upper end of the interval; null with one pair
 */
record Difference(double mean, @Nullable Double low, @Nullable Double high) {
  /** Empty without pairs. */
  static Optional<Difference> of(List<Double> differences) {
    int n = differences.size();
    if (n == 0) {
      return Optional.empty();
    }
    double mean = differences.stream().mapToDouble(d -> d).sum() / n;
    if (n == 1) {
      return Optional.of(new Difference(mean, null, null));
    }
    double squares = differences.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
    double t = TDistribution.of(n - 1).inverseSurvivalProbability((1 - Estimate.CONFIDENCE) / 2);
    double reach = t * Math.sqrt(squares / (n - 1) / n);
    return Optional.of(new Difference(mean, mean - reach, mean + reach));
  }
}
