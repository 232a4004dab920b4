package dev.pushmark.results.report;

import java.util.Locale;

/**
 * A mark on an axis.
 *
 * @param label empty for a minor mark
 */
public record Tick(double position, String label) {
  /** The position as SVG wants it. */
  public String at() {
    return Tick.number(position);
  }

  /** A coordinate as SVG wants it: a tenth of a pixel is enough. */
  public static String number(double coordinate) {
    return String.format(Locale.ROOT, "%.1f", coordinate);
  }
}
