package dev.pushmark.results.report;

import java.util.Arrays;

/** A series as a line of small bars, on a logarithmic scale. */
public final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  /** The least that the scale spans: a small scatter is to look small. */
  private static final double LEAST_SPAN = Math.log(1.25);

  private static final double ROUNDING = 1e-9;
  private static final char GAP = ' ';

  private Sparkline() {}

  /** Of the last of these values, all above 0; a gap where one is not a number. */
  public static String of(double[] values, int most) {
    double[] logs =
        Arrays.stream(values).skip(Math.max(0, values.length - most)).map(Math::log).toArray();
    double low = Arrays.stream(logs).filter(Double::isFinite).min().orElse(0);
    double high = Arrays.stream(logs).filter(Double::isFinite).max().orElse(0);
    double span = Math.max(LEAST_SPAN, high - low);
    double bottom = (low + high - span) / 2;
    StringBuilder line = new StringBuilder();
    for (double log : logs) {
      if (Double.isNaN(log)) {
        line.append(GAP);
        continue;
      }
      int bar = (int) ((log - bottom) / span * BARS.length() + ROUNDING);
      line.append(BARS.charAt(Math.max(0, Math.min(BARS.length() - 1, bar))));
    }
    return line.toString();
  }
}
