package dev.pushmark.results.report;

import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.trend.Series;
import dev.pushmark.results.trend.Series.Change;
import dev.pushmark.results.trend.Series.Level;
import dev.pushmark.results.trend.Series.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * A series as a drawing: a dot for each run in order, the median of each level as a step, a mark
 * where a change is. All coordinates are as SVG wants them.
 *
 * @param name of transport and figure
 * @param look class of the transport's colour
 * @param latest the newest figure, and of how many runs
 * @param note what is to be said where no change is listed; else empty
 * @param up marks of the logarithmic axis
 * @param from date of the first run
 * @param to date of the newest; empty if there is only one
 */
public record TrendPlot(
    String name,
    String look,
    String latest,
    String note,
    List<Tick> up,
    List<Dot> dots,
    List<Step> steps,
    List<Mark> marks,
    String from,
    String to) {
  /** Of the drawing. */
  public static final double WIDTH = 480;

  /** Of the drawing. */
  public static final double HEIGHT = 210;

  /** Where the drawing's field begins. */
  public static final double LEFT = 76;

  /** Its upper edge. */
  public static final double TOP = 24;

  /** Its lower edge. */
  public static final double BOTTOM = 180;

  private static final double MARGIN = 12;

  /** A run, with what is shown of it where the pointer rests. */
  public record Dot(String x, String y, String title) {}

  /** The median of a level. */
  public record Step(String from, String to, String y) {}

  /**
   * A change.
   *
   * @param number 1 for the first
   * @param kind {@code worse} or {@code better}
   * @param since date and commit of the first run after it
   * @param growth such as {@code +12 %}
   * @param levels from which median to which
   */
  public record Mark(
      int number, String x, String kind, String since, String growth, String levels) {}

  static TrendPlot of(Series series, List<String> transports) {
    List<Point> points = series.points();
    double smallest = points.stream().mapToDouble(Point::value).min().orElse(1);
    double largest = points.stream().mapToDouble(Point::value).max().orElse(1);
    ValueAxis axis = new ValueAxis(smallest, largest, BOTTOM, TOP);
    List<Dot> dots = new ArrayList<>();
    for (Point point : points) {
      dots.add(
          new Dot(
              Tick.number(x(dots.size(), points.size())),
              Tick.number(axis.at(point.value())),
              figure(series, point.value()) + ", " + TrendText.place(point)));
    }
    return new TrendPlot(
        TransportName.asTitle(series.transport()) + ", " + GateText.name(series.metric()),
        Look.of(series.transport(), transports),
        figure(series, series.newest().value()),
        note(series),
        axis.ticks(value -> figure(series, value)),
        dots,
        steps(series, axis),
        marks(series),
        TrendText.date(points.get(0).startedAt()),
        points.size() == 1 ? "" : TrendText.date(series.newest().startedAt()));
  }

  private static String note(Series series) {
    if (!series.canTell()) {
      return "%d of the %d runs that it takes to see a change."
          .formatted(series.points().size(), Series.FEWEST_RUNS);
    }
    return series.changes().isEmpty() ? "No change." : "";
  }

  private static List<Step> steps(Series series, ValueAxis axis) {
    List<Step> steps = new ArrayList<>();
    int runs = series.points().size();
    for (Level level : series.levels()) {
      int next = level.first() + level.runs();
      steps.add(
          new Step(
              Tick.number(level.first() == 0 ? LEFT : x(level.first() - 0.5, runs)),
              Tick.number(next == runs ? WIDTH : x(next - 0.5, runs)),
              Tick.number(axis.at(level.median()))));
    }
    return steps;
  }

  private static List<Mark> marks(Series series) {
    List<Mark> marks = new ArrayList<>();
    for (Change change : series.changes()) {
      marks.add(
          new Mark(
              marks.size() + 1,
              Tick.number(x(change.after().first() - 0.5, series.points().size())),
              change.factor() > 1 ? "worse" : "better", // of each figure, more is worse
              TrendText.place(change.since()),
              TrendText.growth(change),
              figure(series, change.before().median())
                  + " → "
                  + figure(series, change.after().median())));
    }
    return marks;
  }

  private static String figure(Series series, double value) {
    return TrendText.figure(series.metric(), value);
  }

  private static double x(double run, int runs) {
    double share = runs == 1 ? 0.5 : run / (runs - 1);
    return LEFT + MARGIN + share * (WIDTH - LEFT - 2 * MARGIN);
  }
}
