package dev.pushmark.results.report;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Calibration.Reading;
import dev.pushmark.results.model.Calibration.Take;
import dev.pushmark.results.report.ErrorPlot.Dot;
import dev.pushmark.results.report.ErrorPlot.Label;
import dev.pushmark.results.report.ErrorPlot.Row;
import dev.pushmark.results.report.ErrorPlot.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lays out the rows of an {@link ErrorPlot}. */
final class ErrorRows {
  private static final int HEIGHT = 26;

  /** Of a pattern that was repeated: its dots lie below each other, their label below them. */
  private static final int TALL_HEIGHT = 50;

  private static final double REACH = 10;
  private static final double BELOW = 25;
  private static final double BESIDE = 9;
  private static final double LABEL_WIDTH = 56;

  private final Map<Double, Span> columns;
  private final ErrorAxis axis;

  /** The columns of the percentiles, all with the same axis. */
  ErrorRows(Map<Double, Span> columns, ErrorAxis axis) {
    this.columns = new LinkedHashMap<>(columns);
    this.axis = axis;
  }

  /** The rows of a transport's takes, one for each pattern. */
  List<Row> of(List<Take> takes) {
    Map<String, List<Take>> byPattern =
        takes.stream()
            .collect(Collectors.groupingBy(Take::pattern, LinkedHashMap::new, Collectors.toList()));
    List<Row> rows = new ArrayList<>();
    int top = ErrorPlot.TOP;
    for (List<Take> ofPattern : byPattern.values()) {
      Row row = row(ofPattern, top + HEIGHT / 2.0);
      rows.add(row);
      top += row.height();
    }
    return rows;
  }

  private Row row(List<Take> takes, double y) {
    List<Dot> dots = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    List<String> none = new ArrayList<>();
    boolean repeated = takes.size() > 1;
    columns.forEach(
        (percent, span) -> {
          List<Dot> ofColumn = dots(takes, percent, span, y);
          dots.addAll(ofColumn);
          if (ofColumn.isEmpty()) {
            none.add(Tick.number(axis.at(0.5, span.left(), span.width())));
          }
          worst(takes, percent)
              .map(worst -> repeated ? below(worst, span, y) : beside(worst, span, y))
              .ifPresent(labels::add);
        });
    return new Row(
        takes.get(0).pattern() + (repeated ? " ×" + takes.size() : ""),
        Tick.number(y),
        repeated ? TALL_HEIGHT : HEIGHT,
        dots,
        labels,
        none,
        wrong(takes));
  }

  private List<Dot> dots(List<Take> takes, double percent, Span span, double y) {
    List<Dot> dots = new ArrayList<>();
    for (int i = 0; i < takes.size(); i++) {
      Take take = takes.get(i);
      double dotY = takes.size() == 1 ? y : y - REACH + 2 * REACH * i / (takes.size() - 1);
      for (Reading reading : take.percentiles()) {
        if (reading.percent() == percent) {
          dots.add(
              new Dot(
                  kind(reading),
                  Tick.number(x(reading, span)),
                  Tick.number(dotY),
                  text(take, reading)));
        }
      }
    }
    return dots;
  }

  private double x(Reading reading, Span span) {
    return axis.at(reading.timesAllowed(), span.left(), span.width());
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

  /** Of those that are not allowed. */
  private static Optional<Reading> worst(List<Take> takes, double percent) {
    return takes.stream()
        .flatMap(take -> take.percentiles().stream())
        .filter(reading -> reading.percent() == percent && !reading.sound())
        .max(Comparator.comparingDouble(reading -> Math.abs(reading.timesAllowed())));
  }

  /** On the side where there is room. */
  private Label beside(Reading reading, Span span, double y) {
    double x = x(reading, span);
    boolean fits = x + BESIDE + LABEL_WIDTH <= span.left() + span.width();
    return new Label(
        Tick.number(fits ? x + BESIDE : x - BESIDE),
        Tick.number(y),
        fits ? "start" : "end",
        CalibrationTable.error(reading));
  }

  private Label below(Reading reading, Span span, double y) {
    double first = span.left() + LABEL_WIDTH / 2;
    double last = span.left() + span.width() - LABEL_WIDTH / 2;
    return new Label(
        Tick.number(Math.max(first, Math.min(last, x(reading, span)))),
        Tick.number(y + BELOW),
        "middle",
        CalibrationTable.error(reading));
  }
}
