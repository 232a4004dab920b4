package dev.pushmark.results.report;

import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.PercentileShift;
import dev.pushmark.results.model.PercentileShift.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How far a transport's latency moved at each percentile: the ratio up, the percentile across by
 * its logit, so that both tails have room.
 *
 * @param band outline of what holds the true ratio
 * @param line through the ratios
 * @param ends the first and the last point in words, for who cannot see the line
 */
public record ShiftPlot(
    String name,
    int pairs,
    String band,
    String line,
    List<Tick> across,
    List<Tick> up,
    String one,
    String ends) {
  public static final int WIDTH = 430;
  public static final int HEIGHT = 250;
  public static final int LEFT = 66;
  public static final int RIGHT = 420;
  public static final int TOP = 10;
  public static final int BOTTOM = 210;

  private static final double[] MARKS = {1, 10, 50, 90, 99, 99.9};

  static ShiftPlot of(PercentileShift shift) {
    List<Point> points = shift.points();
    RatioAxis axis =
        new RatioAxis(
            points.stream().flatMapToDouble(p -> DoubleStream.of(p.ratio(), p.low(), p.high())),
            BOTTOM,
            TOP);
    Across across =
        new Across(points.get(0).percentile(), points.get(points.size() - 1).percentile());
    List<String> line = new ArrayList<>();
    List<String> above = new ArrayList<>();
    List<String> below = new ArrayList<>();
    for (Point point : points) {
      String x = Tick.number(across.at(point.percentile()));
      line.add(x + " " + Tick.number(axis.at(point.ratio())));
      above.add(x + " " + Tick.number(axis.at(point.high())));
      below.add(0, x + " " + Tick.number(axis.at(point.low())));
    }
    return new ShiftPlot(
        TransportName.asTitle(shift.transport()),
        shift.pairs(),
        "M" + String.join("L", above) + "L" + String.join("L", below) + "Z",
        "M" + String.join("L", line),
        across.ticks(),
        axis.ticks(),
        Tick.number(axis.at(1)),
        words(points.get(0)) + "; " + words(points.get(points.size() - 1)));
  }

  private static String words(Point point) {
    return "%s %s times, %s to %s"
        .formatted(
            percentile(point.percentile()),
            GateText.ratio(point.ratio()),
            GateText.ratio(point.low()),
            GateText.ratio(point.high()));
  }

  private static String percentile(double percentile) {
    String text = String.format(Locale.ROOT, "p%.1f", percentile);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** The axis of percentiles. */
  private record Across(double least, double most) {
    private static double logit(double percentile) {
      return Math.log(percentile / (100 - percentile));
    }

    double at(double percentile) {
      double span = logit(most) - logit(least);
      double share = span == 0 ? 0.5 : (logit(percentile) - logit(least)) / span;
      return LEFT + share * (RIGHT - LEFT);
    }

    List<Tick> ticks() {
      List<Tick> ticks = new ArrayList<>();
      for (double mark : MARKS) {
        if (mark >= least && mark <= most) {
          ticks.add(new Tick(at(mark), percentile(mark)));
        }
      }
      return ticks;
    }
  }
}
