package dev.pushmark.results.report;

import dev.pushmark.results.compare.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An axis of errors as multiples of what is allowed: linear between the limits, −1 and 1, and
 * logarithmic beyond them either way, so that small errors are not lost beside large ones. The two
 * meet without a bend.
 */
final class ErrorAxis {
  /** Free on either side, in steps as long as that from 0 to 1. */
  private static final double MARGIN = 0.3;

  private static final double LARGEST_MARK = 1e9;
  private static final double CHARACTER = 6.5;
  private static final double BETWEEN_LABELS = 4;

  private final double low;
  private final double high;

  /** An axis that holds the limits and all multiples from {@code least} to {@code most}. */
  ErrorAxis(double least, double most) {
    this.low = stretched(Math.min(-1, least)) - MARGIN;
    this.high = stretched(Math.max(1, most)) + MARGIN;
  }

  private static double stretched(double multiple) {
    double size = Math.abs(multiple);
    return size <= 1 ? multiple : Math.copySign(1 + Math.log(size), multiple);
  }

  /** The coordinate of a multiple on an axis that begins at {@code left}. */
  double at(double multiple, double left, double width) {
    return left + (stretched(multiple) - low) / (high - low) * width;
  }

  /** Marks that have room for their labels: 0 and the limits first, then whole decades. */
  List<Tick> ticks(double left, double width) {
    List<Tick> ticks = new ArrayList<>();
    for (double mark : marks()) {
      Tick tick = new Tick(at(mark, left, width), label(mark));
      boolean inside = stretched(mark) >= low && stretched(mark) <= high;
      if (inside && ticks.stream().allMatch(other -> areApart(tick, other))) {
        ticks.add(tick);
      }
    }
    ticks.sort(Comparator.comparingDouble(Tick::position));
    return ticks;
  }

  private static boolean areApart(Tick one, Tick other) {
    double halves = (one.label().length() + other.label().length()) * CHARACTER / 2;
    return Math.abs(one.position() - other.position()) >= halves + BETWEEN_LABELS;
  }

  private static List<Double> marks() {
    List<Double> marks = new ArrayList<>(List.of(0.0, 1.0, -1.0));
    for (double digit : new double[] {10, 2, 5}) {
      for (double mark = digit; mark <= LARGEST_MARK; mark *= 10) {
        marks.add(mark);
        marks.add(-mark);
      }
    }
    return marks;
  }

  private static String label(double mark) {
    return Units.significant(mark, 1).replace('-', '−');
  }
}
