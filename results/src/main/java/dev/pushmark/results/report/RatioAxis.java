package dev.pushmark.results.report;

import dev.pushmark.results.compare.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** A logarithmic axis of ratios with 1 in its middle. What is off it stands at its end. */
final class RatioAxis {
  private static final double LEAST_REACH = 0.1;
  private static final double MOST_REACH = 2;
  private static final double[] TICKS = {0.2, 0.5, 0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.25, 2, 5};

  private final double half;
  private final double from;
  private final double to;

  /** An axis between two coordinates that holds all these ratios, within reason. */
  RatioAxis(DoubleStream ratios, double from, double to) {
    double reach = ratios.map(ratio -> Math.abs(Math.log(ratio))).max().orElse(0);
    this.half = 1.05 * Math.max(LEAST_REACH, Math.min(MOST_REACH, reach));
    this.from = from;
    this.to = to;
  }

  /** The coordinate of a ratio. */
  double at(double ratio) {
    double log = Math.max(-half, Math.min(half, Math.log(ratio)));
    return from + (to - from) * (log + half) / (2 * half);
  }

  /** Marks that do not crowd each other. */
  List<Tick> ticks() {
    List<Tick> ticks = new ArrayList<>();
    for (double tick : TICKS) {
      boolean crowds = tick != 1 && Math.abs(Math.log(tick)) < half / 6;
      if (Math.abs(Math.log(tick)) <= half && !crowds) {
        ticks.add(new Tick(at(tick), Units.significant(tick, 3) + " ×"));
      }
    }
    return ticks;
  }
}
