package dev.pushmark.results.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one shape of an error about a configured value: the name, what is allowed, what it was. */
final class Check {
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
}
