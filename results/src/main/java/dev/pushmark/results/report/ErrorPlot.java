package dev.pushmark.results.report;

import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.Calibration.Reading;
import dev.pushmark.results.model.Calibration.Take;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How far what a transport's clients reported is from the truth: a row for each pattern, a column
 * for each percentile, a dot for each time it was taken. All transports have the same axis.
 *
 * @param id of the picture on its page
 * @param look class of the style
 * @param description for those who do not see it
 */
public record ErrorPlot(
    String id, String look, String name, String description, List<Column> columns, List<Row> rows) {
  public static final int WIDTH = 860;
  public static final int TOP = 28;

  /** Where the counts stand. */
  public static final int COUNTS = 770;

  private static final int LEFT = 118;
  private static final int RIGHT = 752;
  private static final int GAP = 18;
  private static final int AXIS = 44;

  /**
   * A percentile.
   *
   * @param lower where the smallest error that is allowed lies
   * @param upper where the largest does
   */
  public record Column(
      String name,
      String left,
      String width,
      String middle,
      String zero,
      String lower,
      String upper,
      List<Tick> ticks) {
    /** How wide what is allowed is. */
    public String allowed() {
      return Tick.number(Double.parseDouble(upper) - Double.parseDouble(lower));
    }
  }

  /**
   * A pattern.
   *
   * @param height of the row
   * @param labels the largest error of each column in which one is not allowed
   * @param none where a column has no dot
   * @param wrong how many counts are
   */
  public record Row(
      String pattern,
      String y,
      int height,
      List<Dot> dots,
      List<Label> labels,
      List<String> none,
      int wrong) {}

  /**
   * A percentile of a take.
   *
   * @param kind {@code stated} if within what the instrument says of itself, {@code allowed} if
   *     further off but allowed, else {@code beyond}
   */
  public record Dot(String kind, String x, String y, String text) {}

  /** The place of a column. */
  record Span(double left, double width) {}

  /** What is written beside a dot. */
  public record Label(String x, String y, String anchor, String text) {}

  /** The pictures of a calibration, one for each transport. */
  static List<ErrorPlot> of(Calibration calibration) {
    List<String> transports = calibration.takes().stream().map(Take::transport).distinct().toList();
    Map<Double, Span> spans = spans(percents(calibration));
    ErrorAxis axis =
        new ErrorAxis(
            readings(calibration.takes()).mapToDouble(Reading::timesAllowed).min().orElse(0),
            readings(calibration.takes()).mapToDouble(Reading::timesAllowed).max().orElse(0));
    List<ErrorPlot> plots = new ArrayList<>();
    if (!spans.isEmpty()) {
      for (String transport : transports) {
        List<Take> takes =
            calibration.takes().stream().filter(t -> t.transport().equals(transport)).toList();
        plots.add(
            new ErrorPlot(
                "errors-" + plots.size(),
                Look.of(transport, transports),
                TransportName.asTitle(transport),
                description(takes),
                spans.entrySet().stream()
                    .map(entry -> column(entry.getKey(), entry.getValue(), axis))
                    .toList(),
                new ErrorRows(spans, axis).of(takes)));
      }
    }
    return plots;
  }

  /** All percentiles of a calibration, in order. */
  static List<Double> percents(Calibration calibration) {
    return readings(calibration.takes()).map(Reading::percent).distinct().sorted().toList();
  }

  private static Stream<Reading> readings(List<Take> takes) {
    return takes.stream().flatMap(take -> take.percentiles().stream());
  }

  private static String description(List<Take> takes) {
    long sound = readings(takes).filter(Reading::sound).count();
    return Units.count(sound)
        + " of "
        + Units.count(readings(takes).count())
        + " percentiles are as close to the truth as is allowed."
        + " The same figures are in the table below.";
  }

  private static Map<Double, Span> spans(List<Double> percents) {
    double width = (double) (RIGHT - LEFT + GAP) / percents.size() - GAP;
    Map<Double, Span> spans = new LinkedHashMap<>();
    for (double percent : percents) {
      spans.put(percent, new Span(LEFT + spans.size() * (width + GAP), width));
    }
    return spans;
  }

  private static Column column(double percent, Span span, ErrorAxis axis) {
    double left = span.left;
    double width = span.width;
    return new Column(
        CalibrationTable.percentile(percent),
        Tick.number(left),
        Tick.number(width),
        Tick.number(left + width / 2),
        Tick.number(axis.at(0, left, width)),
        Tick.number(axis.at(-1, left, width)),
        Tick.number(axis.at(1, left, width)),
        axis.ticks(left, width));
  }

  /** Where the rows end and the axis begins. */
  public int bottom() {
    return TOP + rows.stream().mapToInt(Row::height).sum();
  }

  /** Of the drawing. */
  public int height() {
    return bottom() + AXIS;
  }

  /** The middle of all columns. */
  public int middle() {
    return (LEFT + RIGHT) / 2;
  }
}
