package dev.pushmark.results.site;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.report.LatencyAxis;
import dev.pushmark.results.report.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * One distribution: how many values there are of each size, on a logarithmic axis, and where its
 * mean and its percentiles lie.
 *
 * @param bars path of the bars; the highest reaches from {@link #BOTTOM} to {@link #TOP}
 */
public record DistributionPlot(String look, String bars, List<Mark> marks, List<Tick> across) {
  public static final int WIDTH = 640;
  public static final int HEIGHT = 250;
  public static final int LEFT = 36;
  public static final int RIGHT = 604;
  public static final int TOP = 84;
  public static final int BOTTOM = 214;

  private static final int BINS = 76;
  private static final int FIRST_LABEL = 16;
  private static final int LABEL_HEIGHT = 18;

  /** A named value; labels stand one below the other. */
  public record Mark(String name, String value, String x, int labelY, boolean toTheLeft) {}

  /** A value to be marked, in nanoseconds. */
  record Named(String name, double ns) {}

  static DistributionPlot of(String look, Histogram values, List<Named> named) {
    LatencyAxis axis = new LatencyAxis(values.getMinValue(), values.getMaxValue(), RIGHT, LEFT);
    List<Mark> marks = new ArrayList<>();
    for (Named mark : named) {
      double x = axis.at(mark.ns());
      marks.add(
          new Mark(
              mark.name(),
              Units.time(mark.ns()),
              Tick.number(x),
              FIRST_LABEL + LABEL_HEIGHT * marks.size(),
              x > (LEFT + RIGHT) / 2.0));
    }
    Stream<Tick> labelled = axis.ticks().stream().filter(tick -> !tick.label().isEmpty());
    return new DistributionPlot(look, bars(values, axis), marks, labelled.toList());
  }

  private static String bars(Histogram values, LatencyAxis axis) {
    long[] counts = new long[BINS];
    values
        .recordedValues()
        .forEach(
            value -> {
              double share = (axis.at(value.getValueIteratedTo()) - LEFT) / (double) (RIGHT - LEFT);
              int bin = Math.min(BINS - 1, (int) (share * BINS));
              counts[bin] += value.getCountAtValueIteratedTo();
            });
    long highest = 1;
    for (long count : counts) {
      highest = Math.max(highest, count);
    }
    double width = (RIGHT - LEFT) / (double) BINS;
    StringBuilder path = new StringBuilder();
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) {
        double height = (BOTTOM - TOP) * (double) counts[bin] / highest;
        path.append('M')
            .append(Tick.number(LEFT + bin * width))
            .append(' ')
            .append(BOTTOM)
            .append('v')
            .append(Tick.number(-Math.max(0.5, height)))
            .append('h')
            .append(Tick.number(width))
            .append('V')
            .append(BOTTOM)
            .append('z');
      }
    }
    return path.toString();
  }
}
