package dev.pushmark.results.report;

import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.Calibration.Reading;
import dev.pushmark.results.model.Calibration.Take;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
  private static final int ROW = 26;

  /** Of a pattern that was repeated: its dots lie below each other, their label below them. */
  private static final int TALL_ROW = 50;

  private static final int AXIS = 44;
  private static final double REACH = 10;
  private static final double BELOW = 25;
  private static final double BESIDE = 9;
  private static final double LABEL_WIDTH = 56;

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

  /** What is written beside a dot. */
  public record Label(String x, String y, String anchor, String text) {}

  /** The pictures of a calibration, one for each transport. */
  static List<ErrorPlot> of(Calibration calibration) {
    List<String> transports = calibration.takes().stream().map(Take::transport).distinct().toList();
    List<Double> percents = percents(calibration);
    ErrorAxis axis =
        new ErrorAxis(
            readings(calibration.takes()).mapToDouble(Reading::timesAllowed).min().orElse(0),
            readings(calibration.takes()).mapToDouble(Reading::timesAllowed).max().orElse(0));
    List<ErrorPlot> plots = new ArrayList<>();
    if (!percents.isEmpty()) {
      for (String transport : transports) {
        List<Take> takes =
            calibration.takes().stream().filter(t -> t.transport().equals(transport)).toList();
        plots.add(
            new ErrorPlot(
                "errors-" + plots.size(),
                Look.of(transport, transports),
                TransportName.asTitle(transport),
                description(takes),
                percents.stream().map(percent -> column(percent, percents, axis)).toList(),
                rows(takes, percents, axis)));
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

  private static double width(List<Double> percents) {
    return (double) (RIGHT - LEFT + GAP) / percents.size() - GAP;
  }

  private static double left(double percent, List<Double> percents) {
    return LEFT + percents.indexOf(percent) * (width(percents) + GAP);
  }

  private static Column column(double percent, List<Double> percents, ErrorAxis axis) {
    double left = left(percent, percents);
    double width = width(percents);
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

  private static List<Row> rows(List<Take> takes, List<Double> percents, ErrorAxis axis) {
    Map<String, List<Take>> byPattern =
        takes.stream()
            .collect(Collectors.groupingBy(Take::pattern, LinkedHashMap::new, Collectors.toList()));
    List<Row> rows = new ArrayList<>();
    int top = TOP;
    for (List<Take> ofPattern : byPattern.values()) {
      Row row = row(ofPattern, top, percents, axis);
      rows.add(row);
      top += row.height;
    }
    return rows;
  }

  private static Row row(List<Take> takes, int top, List<Double> percents, ErrorAxis axis) {
    double y = top + ROW / 2.0;
    double width = width(percents);
    List<Dot> dots = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    List<String> none = new ArrayList<>();
    for (double percent : percents) {
      double left = left(percent, percents);
      List<Reading> readings = new ArrayList<>();
      for (int i = 0; i < takes.size(); i++) {
        Take take = takes.get(i);
        double dotY = takes.size() == 1 ? y : y - REACH + 2 * REACH * i / (takes.size() - 1);
        take.percentiles().stream()
            .filter(reading -> reading.percent() == percent)
            .forEach(
                reading -> {
                  double x = axis.at(reading.timesAllowed(), left, width);
                  readings.add(reading);
                  dots.add(
                      new Dot(
                          kind(reading), Tick.number(x), Tick.number(dotY), text(take, reading)));
                });
      }
      if (readings.isEmpty()) {
        none.add(Tick.number(axis.at(0.5, left, width)));
      }
      worst(readings)
          .map(
              reading ->
                  takes.size() == 1
                      ? beside(
                          reading, axis.at(reading.timesAllowed(), left, width), y, left + width)
                      : below(
                          reading, axis.at(reading.timesAllowed(), left, width), y, left, width))
          .ifPresent(labels::add);
    }
    boolean repeated = takes.size() > 1;
    return new Row(
        takes.get(0).pattern() + (repeated ? " ×" + takes.size() : ""),
        Tick.number(y),
        repeated ? TALL_ROW : ROW,
        dots,
        labels,
        none,
        wrong(takes));
  }

  private static int wrong(List<Take> takes) {
    return (int)
        takes.stream().flatMap(take -> take.counts().stream()).filter(c -> !c.exact()).count();
  }

  private static String kind(Reading reading) {
    return reading.sound() ? reading.asStated() ? "stated" : "allowed" : "beyond";
  }

  private static String text(Take take, Reading reading) {
    return take.pattern()
        + (take.repetition() > 1 ? " #" + take.repetition() : "")
        + ", "
        + CalibrationTable.percentile(reading.percent())
        + ": "
        + Units.time(reading.reportedNs())
        + " reported, "
        + Units.time(reading.trueNs())
        + " true, "
        + CalibrationTable.error(reading)
        + "; "
        + Units.time(reading.allowedNs())
        + " allowed, "
        + Units.time(reading.resolutionNs())
        + " stated";
  }

  private static Optional<Reading> worst(List<Reading> readings) {
    return readings.stream()
        .filter(reading -> !reading.sound())
        .max(Comparator.comparingDouble(reading -> Math.abs(reading.timesAllowed())));
  }

  /** On the side where there is room. */
  private static Label beside(Reading reading, double x, double y, double right) {
    boolean fits = x + BESIDE + LABEL_WIDTH <= right;
    return new Label(
        Tick.number(fits ? x + BESIDE : x - BESIDE),
        Tick.number(y),
        fits ? "start" : "end",
        CalibrationTable.error(reading));
  }

  private static Label below(Reading reading, double x, double y, double left, double width) {
    double half = LABEL_WIDTH / 2;
    return new Label(
        Tick.number(Math.max(left + half, Math.min(left + width - half, x))),
        Tick.number(y + BELOW),
        "middle",
        CalibrationTable.error(reading));
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
