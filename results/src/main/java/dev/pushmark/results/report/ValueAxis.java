package dev.pushmark.results.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** A logarithmic axis, upright, that is as narrow as its values allow. */
final class ValueAxis {
  /** The least that it spans, as a ratio: a small scatter is to look small. */
  private static final double LEAST_SPAN = 1.25;

  private static final double MARGIN = 1.04;

  /** From this ratio on marks stand at 1, 2 and 5, and no longer at equal distances. */
  private static final double WIDE = 5;

  private static final int MOST_TICKS = 5;

  private final double low;
  private final double high;
  private final double start;
  private final double end;

  /** For values above 0, the smallest near {@code start}, the largest near {@code end}. */
  ValueAxis(double smallest, double largest, double start, double end) {
    double middle = Math.sqrt(smallest) * Math.sqrt(largest);
    double half = Math.sqrt(Math.max(LEAST_SPAN, largest / smallest)) * MARGIN;
    this.low = middle / half;
    this.high = middle * half;
    this.start = start;
    this.end = end;
  }

  /** The coordinate of a value. */
  double at(double value) {
    return start + Math.log(value / low) / Math.log(high / low) * (end - start);
  }

  /** Marks with their labels. */
  List<Tick> ticks(DoubleFunction<String> label) {
    List<Double> values = high / low > WIDE ? decades(1, 2, 5) : even();
    if (values.size() > MOST_TICKS) {
      values = decades(1);
    }
    return values.stream().map(value -> new Tick(at(value), label.apply(value))).toList();
  }

  private List<Double> decades(int... digits) {
    List<Double> values = new ArrayList<>();
    for (double decade = decade(low); decade <= high; decade *= 10) {
      for (int digit : digits) {
        if (digit * decade >= low && digit * decade <= high) {
          values.add(digit * decade);
        }
      }
    }
    return values;
  }

  private List<Double> even() {
    double atLeast = (high - low) / MOST_TICKS;
    double decade = decade(atLeast);
    double step =
        decade
            * (atLeast <= decade ? 1 : atLeast <= 2 * decade ? 2 : atLeast <= 5 * decade ? 5 : 10);
    List<Double> values = new ArrayList<>();
    for (double i = Math.ceil(low / step); i * step <= high; i++) {
      values.add(i * step);
    }
    return values;
  }

  private static double decade(double value) {
    return Math.pow(10, Math.floor(Math.log10(value)));
  }
}
