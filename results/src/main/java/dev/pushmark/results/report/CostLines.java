package dev.pushmark.results.report;

import dev.pushmark.results.compare.LinearFit;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.CostRun.Axis;
import dev.pushmark.results.model.CostRun.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The rounds behind a figure, a panel for each transport: what was used at which size, and the line
 * whose slope is the figure. Panels have the same sizes across, each its own scale upwards: what is
 * to be seen is whether the points lie on a line.
 *
 * @param id of the pictures on their page
 * @param across what the sizes are
 */
public record CostLines(String id, String title, String across, List<Panel> panels) {
  public static final int WIDTH = 264;
  public static final int HEIGHT = 168;
  public static final int LEFT = 64;
  public static final int RIGHT = 256;
  public static final int TOP = 8;
  public static final int BOTTOM = 140;

  private static final int TICKS = 4;
  private static final double MARGIN = 0.08;
  private static final double LABEL_WIDTH = 34;

  /** An axis of fewer per cent would have marks that look alike when written. */
  private static final double LEAST_RANGE = 0.05;

  /**
   * A transport.
   *
   * @param text the slope with its error, what it is at most, or a dash
   * @param interval that holds the slope 95 times in 100; empty if there is none
   * @param line from where to where it goes; null if there is none
   * @param undrawn how many rounds measured nothing that could be drawn
   */
  public record Panel(
      String id,
      String look,
      String name,
      String text,
      String interval,
      List<Dot> dots,
      @Nullable Line line,
      List<Tick> up,
      List<Tick> across,
      long undrawn) {}

  /** A round. */
  public record Dot(String x, String y, boolean valid, String text) {}

  /** The line through the valid rounds. */
  public record Line(String fromX, String fromY, String toX, String toY) {}

  /** The rounds behind a figure. */
  static CostLines of(CostRun run, CostFigure figure, String title) {
    boolean perSubscriber = figure.axis() == Axis.SUBSCRIBERS;
    String id = "lines-" + figure.name();
    List<Panel> panels = new ArrayList<>();
    for (String transport : run.plan().transports()) {
      panels.add(panel(run, figure, transport, id + "-" + panels.size()));
    }
    return new CostLines(
        id, title, perSubscriber ? "subscribers" : "deliveries per second", panels);
  }

  private static Panel panel(CostRun run, CostFigure figure, String transport, String id) {
    List<CostPoint> points = figure.points(run, transport);
    Optional<LinearFit> fit = figure.fit(run, transport);
    LinearAxis across = across(run, figure);
    LinearAxis up = up(points, fit);
    return new Panel(
        id,
        Look.of(transport, run.plan().transports()),
        TransportName.asTitle(transport),
        CostTable.cell(figure, run, transport),
        fit.map(line -> figure.write(line.low()) + " to " + figure.write(line.high())).orElse(""),
        points.stream().map(point -> dot(point, figure, across, up)).toList(),
        fit.map(line -> line(line, points, across, up)).orElse(null),
        ticks(points, figure, up),
        sizes(run, figure, across),
        rounds(run, figure, transport) - points.size());
  }

  private static long rounds(CostRun run, CostFigure figure, String transport) {
    return run.steps().stream()
        .filter(step -> step.axis() == figure.axis())
        .filter(step -> step.round().transport().equals(transport))
        .count();
  }

  /** From nothing to the largest size of any transport, or what came of it. */
  private static LinearAxis across(CostRun run, CostFigure figure) {
    double asked =
        run.steps().stream()
            .filter(step -> step.axis() == figure.axis())
            .mapToDouble(Step::size)
            .max()
            .orElse(1);
    double reached =
        run.plan().transports().stream()
            .flatMap(transport -> figure.points(run, transport).stream())
            .mapToDouble(CostPoint::x)
            .max()
            .orElse(1);
    return new LinearAxis(0, Math.max(asked, reached) * (1 + MARGIN), LEFT, RIGHT);
  }

  private static LinearAxis up(List<CostPoint> points, Optional<LinearFit> fit) {
    double[] values =
        points.stream()
            .flatMapToDouble(
                point ->
                    fit.isPresent() && point.valid()
                        ? DoubleStream.of(point.y(), y(fit.get(), point.x()))
                        : DoubleStream.of(point.y()))
            .sorted()
            .toArray();
    double least = values.length == 0 ? 0 : values[0];
    double most = values.length == 0 ? 0 : values[values.length - 1];
    double largest = Math.max(Math.abs(least), Math.abs(most));
    double range = Math.max(most - least, LEAST_RANGE * largest);
    double margin = range == 0 ? 1 : MARGIN * range + (range - (most - least)) / 2;
    return new LinearAxis(least - margin, most + margin, BOTTOM, TOP);
  }

  private static List<Tick> ticks(List<CostPoint> points, CostFigure figure, LinearAxis up) {
    if (points.isEmpty()) {
      return List.of();
    }
    return points.stream().allMatch(point -> point.y() == 0)
        ? List.of(new Tick(up.at(0), figure.write(0)))
        : up.ticks(TICKS, figure::write);
  }

  private static double y(LinearFit fit, double x) {
    return fit.intercept() + fit.slope() * x;
  }

  private static Dot dot(CostPoint point, CostFigure figure, LinearAxis across, LinearAxis up) {
    String unit = figure.axis() == Axis.SUBSCRIBERS ? " subscribers: " : " deliveries/s: ";
    return new Dot(
        Tick.number(across.at(point.x())),
        Tick.number(up.at(point.y())),
        point.valid(),
        Units.significant(point.x(), Units.DIGITS)
            + unit
            + figure.write(point.y())
            + (point.valid() ? "" : ", invalid"));
  }

  private static Line line(
      LinearFit fit, List<CostPoint> points, LinearAxis across, LinearAxis up) {
    double[] xs =
        points.stream().filter(CostPoint::valid).mapToDouble(CostPoint::x).sorted().toArray();
    double from = xs[0];
    double to = xs[xs.length - 1];
    return new Line(
        Tick.number(across.at(from)),
        Tick.number(up.at(y(fit, from))),
        Tick.number(across.at(to)),
        Tick.number(up.at(y(fit, to))));
  }

  /** The sizes that were measured, the largest first where there is no room for all of them. */
  private static List<Tick> sizes(CostRun run, CostFigure figure, LinearAxis across) {
    List<Tick> ticks = new ArrayList<>();
    run.steps().stream()
        .filter(step -> step.axis() == figure.axis())
        .map(Step::size)
        .distinct()
        .sorted(Comparator.reverseOrder())
        .forEach(
            size -> {
              double x = across.at(size);
              if (ticks.stream().allMatch(tick -> tick.position() - x >= LABEL_WIDTH)) {
                ticks.add(new Tick(x, Units.significant(size, Units.DIGITS)));
              }
            });
    if (ticks.stream().allMatch(tick -> tick.position() - across.at(0) >= LABEL_WIDTH / 2)) {
      ticks.add(new Tick(across.at(0), "0"));
    }
    return ticks;
  }
}
