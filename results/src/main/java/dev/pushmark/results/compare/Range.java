package dev.pushmark.results.compare;

import java.util.List;
import java.util.Optional;

/**
 * The smallest and largest value of a figure over the rounds: the honest spread.
 *
 * @param rounds how many rounds lie behind it
 */
public record Range(double min, double max, int rounds) {

  /** The range of the rounds' values; empty without any. */
  public static Optional<Range> of(List<Double> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    double min = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double max = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    return Optional.of(new Range(min, max, values.size()));
  }

  /** Whether some value lies in both; then the two are not told apart. */
  public boolean overlaps(Range other) {
    return min <= other.max && other.min <= max;
  }

  /**
   * How often the ranges of two <em>equal</em> things, with so many rounds each, lie apart by mere
   * chance: of all orders in which n + m values can fall, two keep the n and the m apart.
   */
  public double chanceToLieApart(Range other) {
    double orders = 1;
    for (int i = 1; i <= rounds; i++) {
      orders = orders * (other.rounds + i) / i;
    }
    return Math.min(1, 2 / orders);
  }

  /** Significant digits that the rounds agree on well enough to be worth writing: 2 or 3. */
  public int digits() {
    return rounds > 1 && max - min <= 0.01 * max ? 3 : 2;
  }
}
