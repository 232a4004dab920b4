package dev.pushmark.results.report;

import dev.pushmark.results.compare.Units;
import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic axis of times, upright: small values at {@code bottom}, large ones at {@code top}.
 */
public final class LatencyAxis {
  private static final double SMALLEST_NS = 1_000; // one microsecond; below it nothing is resolved

  private final double low;
  private final double high;
  private final double start;
  private final double end;

  /** An axis that holds all values from {@code minNs} to {@code maxNs}. */
  public LatencyAxis(double minNs, double maxNs, double end, double start) {
    double from = Math.max(SMALLEST_NS, minNs);
    this.low = Math.log10(roundDown(from));
    this.high = Math.log10(roundUp(Math.max(maxNs, from * 10)));
    this.start = start;
    this.end = end;
  }

  private static double roundDown(double value) {
    double decade = Math.pow(10, Math.floor(Math.log10(value)));
    return value >= 5 * decade ? 5 * decade : value >= 2 * decade ? 2 * decade : decade;
  }

  private static double roundUp(double value) {
    double decade = Math.pow(10, Math.floor(Math.log10(value)));
    return value <= 2 * decade ? 2 * decade : value <= 5 * decade ? 5 * decade : 10 * decade;
  }

  /** The coordinate of a time. */
  public double at(double ns) {
    double share = (Math.log10(Math.max(ns, SMALLEST_NS)) - low) / (high - low);
    return start + Math.max(0, Math.min(1, share)) * (end - start);
  }

  /** Full decades with their label; between them 2 to 9 without. */
  public List<Tick> ticks() {
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = (int) Math.floor(low); exponent <= Math.ceil(high); exponent++) {
      for (int digit = 1; digit <= 9; digit++) {
        double ns = digit * Math.pow(10, exponent);
        double log = Math.log10(ns);
        if (log >= low - 1e-9 && log <= high + 1e-9) {
          ticks.add(new Tick(at(ns), digit == 1 ? Units.time(ns, 1) : ""));
        }
      }
    }
    return ticks;
  }
}
