package dev.pushmark.results.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** A linear axis with round marks, in either direction. */
final class LinearAxis {
  private final double low;
  private final double high;
  private final double start;
  private final double end;

  /** An axis from {@code low}, drawn at {@code start}, to {@code high}, drawn at {@code end}. */
  LinearAxis(double low, double high, double start, double end) {
    if (!(low < high)) {
      throw new IllegalArgumentException("low must be < high, was " + low + " and " + high);
    }
    this.low = low;
    this.high = high;
    this.start = start;
    this.end = end;
  }

  /** The coordinate of a value; what is off the axis stands at its end. */
  double at(double value) {
    double share = Math.max(0, Math.min(1, (value - low) / (high - low)));
    return start + share * (end - start);
  }

  /** Whether a value is on the axis. */
  boolean holds(double value) {
    return value >= low && value <= high;
  }

  /**
   * Marks at multiples of 1, 2 or 5 times a power of ten: as many as possible, up to {@code most}.
   */
  List<Tick> ticks(int most, DoubleFunction<String> writer) {
    double step = Math.pow(10, Math.floor(Math.log10((high - low) / most)));
    double[] factors = {1, 2, 5, 10};
    int factor = 0;
    while (factor < factors.length - 1 && marks(step * factors[factor]) > most) {
      factor++;
    }
    double distance = step * factors[factor];
    List<Tick> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / distance); i * distance <= high; i++) {
      ticks.add(new Tick(at(i * distance), writer.apply(i * distance)));
    }
    return ticks;
  }

  private double marks(double distance) {
    return Math.floor(high / distance) - Math.ceil(low / distance) + 1;
  }
}
