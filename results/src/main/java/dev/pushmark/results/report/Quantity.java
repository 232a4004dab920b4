package dev.pushmark.results.report;

import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.Percentile;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a transport as a number, for other programs.
 *
 * @param name such as {@code deliveryLatency}, the same in every version
 * @param percentile which percentile of the distribution of that name; null where it is none
 * @param unit of the value and of both ends of its interval
 * @param meaning in a sentence
 * @param value null where it cannot be told: no valid round, or too few published events
 * @param low lower end of the 95 % interval by Student's t on the logarithms of the rounds' own
 *     figures; null where there is no value, no interval is taken of such a figure, or fewer than
 *     two rounds tell it
 * @param high upper end of the interval
 * @param samples events behind it, where these are not all that were published
 */
public record Quantity(
    String name,
    @Nullable Percentile percentile,
    Unit unit,
    String meaning,
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable Long samples) {

  /** What figures are counted in, and what that is in base units, as OpenMetrics wants them. */
  public enum Unit {
    NANOSECONDS("ns", "seconds", -9),
    BYTES("B", "bytes", 0),
    SHARE("share", "ratio", 0),
    EVENTS("events", "events", 0),
    DELIVERIES("deliveries", "deliveries", 0),
    REQUESTS("requests", "requests", 0),
    ROUNDS("rounds", "rounds", 0),
    EVENTS_PER_SECOND("events/s", "events_per_second", 0);

    private final String text;
    private final String base;
    private final int powerOfTen;

    Unit(String text, String base, int powerOfTen) {
      this.text = text;
      this.base = base;
      this.powerOfTen = powerOfTen;
    }

    /** As written beside a number. */
    public String text() {
      return text;
    }

    /** The base unit, as it ends the name of a metric. */
    String base() {
      return base;
    }

    /** A number in the base unit, as written: in full, exactly, without an exponent. */
    String inBase(double value) {
      return plain(BigDecimal.valueOf(value).scaleByPowerOfTen(powerOfTen));
    }
  }

  static Quantity of(String name, Unit unit, Optional<Double> value, String meaning) {
    return new Quantity(name, null, unit, meaning, value.orElse(null), null, null, null);
  }

  Quantity at(Percentile which) {
    return new Quantity(name, which, unit, meaning, value, low, high, samples);
  }

  Quantity from(long events) {
    return new Quantity(name, percentile, unit, meaning, value, low, high, events);
  }

  Quantity within(Optional<Estimate> estimate) {
    return value == null || estimate.isEmpty()
        ? this
        : new Quantity(
            name,
            percentile,
            unit,
            meaning,
            value,
            estimate.get().low(),
            estimate.get().high(),
            samples);
  }

  /** The name with its percentile, such as {@code deliveryLatency.p99}. */
  public String fullName() {
    return percentile == null ? name : name + "." + percentile.text();
  }

  /** A number as written: in full, exactly, without an exponent. */
  public static String written(double value) {
    return plain(BigDecimal.valueOf(value));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
