package dev.pushmark.results.model;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: a decimal number and a unit ({@code ns}, {@code us}, {@code ms},
 * {@code s}, {@code m}, {@code h}), for example {@code 500ms}, {@code 1.5s}, {@code 2m}.
 */
public final class DurationText {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ns|us|ms|s|m|h)");

  private DurationText() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException naming {@code name} and {@code text} if it is not of the form
   */
  public static Duration parse(String name, String text) {
    Matcher m = FORM.matcher(text.strip());
    Check.that(m.matches(), name, "a number and a unit (ns, us, ms, s, m, h) such as 500ms", text);
    return Duration.ofNanos(Math.round(Double.parseDouble(m.group(1)) * unitNs(m.group(2))));
  }

  /** Writes a duration so that {@link #parse} reads the same one back. */
  public static String format(Duration duration) {
    long ns = duration.toNanos();
    for (String unit : new String[] {"h", "m", "s", "ms", "us"}) {
      long unitNs = unitNs(unit);
      if (ns != 0 && ns % unitNs == 0) {
        return ns / unitNs + unit;
      }
    }
    return ns == 0 ? "0s" : ns + "ns";
  }

  private static long unitNs(String unit) {
    return switch (unit) {
      case "ns" -> 1L;
      case "us" -> 1_000L;
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default ->
          throw new IllegalArgumentException("unit must be ns, us, ms, s, m or h, was " + unit);
    };
  }
}
