package dev.pushmark.results.compare;

import java.util.Collection;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What rounds together say of a figure that cannot be negative, such as a latency or a ratio: their
 * geometric mean and the interval that holds the true one 95 times in 100, by Student's t on the
 * logarithms. Rounds are the sample: whatever was counted within one shares its fate. The interval
 * is right with few rounds, down to two, as far as the logarithms are spread like a normal
 * distribution, and errs on the wide side where single rounds lie far out.
 *
 * @param value the geometric mean
 * @param low lower end of the interval
 * @param high upper end of the interval
 * @param chance how often rounds this far from 1 or further would come up if the true value were 1;
 *     tells something for ratios only
 * @param rounds how many lie behind it, at least 2
 */
public record Estimate(double value, double low, double high, double chance, int rounds) {
  /** The share of intervals that hold the true value. */
  public static final double CONFIDENCE = 0.95;

  private static final double THREE_DIGITS = 0.01;
  private static final double LEAST = 1e-4;

  /** Empty for fewer than two values, and where one is not above 0. */
  public static Optional<Estimate> of(Collection<Double> values) {
    int n = values.size();
    if (n < 2 || values.stream().anyMatch(value -> !(value > 0))) {
      return Optional.empty();
    }
    double[] logs = values.stream().mapToDouble(Math::log).toArray();
    double mean = java.util.Arrays.stream(logs).sum() / n;
    double squares = java.util.Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
    double error = Math.sqrt(squares / (n - 1) / n);
    TDistribution t = TDistribution.of(n - 1);
    double reach = t.inverseSurvivalProbability((1 - CONFIDENCE) / 2) * error;
    double chance = mean == 0 ? 1 : 2 * t.survivalProbability(Math.abs(mean) / error);
    return Optional.of(
        new Estimate(Math.exp(mean), Math.exp(mean - reach), Math.exp(mean + reach), chance, n));
  }

  /** Significant digits that are worth writing: 2, or 3 where the interval is narrow enough. */
  public int digits() {
    return high <= low * (1 + 2 * THREE_DIGITS) ? 3 : 2;
  }

  /** A ratio with its interval: {@code 1.2 (1.1–1.3)}. */
  public String asRatio() {
    return Units.significant(value, digits()) + " (" + interval() + ")";
  }

  /** The interval alone: {@code 1.1–1.3}. */
  String interval() {
    return Units.significant(low, digits()) + "–" + Units.significant(high, digits());
  }

  /** With how far the truth may lie off: {@code 1.2 ±8 %}. */
  public String withError() {
    return Units.significant(value, digits()) + " " + error();
  }

  /** How far the truth may lie off: {@code ±8 %}, or {@code ×÷3} where it may be twice as much. */
  public String error() {
    double factor = high / value;
    if (factor < 1 + LEAST) {
      return "±<" + Units.share(LEAST, 1);
    }
    return factor < 2 ? "±" + Units.share(factor - 1, 2) : "×÷" + Units.significant(factor, 2);
  }
}
