package dev.pushmark.results.model;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one shape of an error about a configured value: the name, what is allowed, what it was. */
final class Check {
  private static final Duration LONGEST = Duration.ofDays(7);

  private Check() {}

  static void that(boolean holds, String name, String allowed, @Nullable Object was) {
    if (!holds) {
      throw new IllegalArgumentException(
          name + " must be " + allowed + ", was " + (was == null ? "missing" : written(was)));
    }
  }

  /** Constants as people write them. */
  private static Object written(Object value) {
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : value;
  }

  /** A time that something takes. */
  static void lasting(String name, Duration was) {
    that(
        was.compareTo(Duration.ZERO) > 0 && was.compareTo(LONGEST) <= 0,
        name,
        "above 0s and at most 7 days",
        DurationText.format(was));
  }

  /** A moment, counted from a beginning. */
  static void moment(String name, Duration was) {
    that(
        !was.isNegative() && was.compareTo(LONGEST) <= 0,
        name,
        "0s to 7 days",
        was.isNegative() ? was : DurationText.format(was));
  }
}
