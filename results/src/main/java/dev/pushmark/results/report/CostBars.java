package dev.pushmark.results.report;

import dev.pushmark.results.compare.LinearFit;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.CostRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A figure of all transports beside each other: a bar as long as the slope, and the interval that
 * holds the true one.
 *
 * @param id of the picture on its page
 * @param zero where bars begin
 */
public record CostBars(String id, String title, List<Bar> bars, List<Tick> ticks, String zero) {
  public static final int WIDTH = 360;

  /** Marks before this have no room to their left. */
  public static final int EDGE = 20;

  private static final int LEFT = 2;
  private static final int RIGHT = 346;
  private static final int ROW = 42;
  private static final int AXIS = 26;
  private static final int TICKS = 4;

  /** How far the axis reaches beyond the largest value. */
  private static final double BEYOND = 1.04;

  /**
   * A transport.
   *
   * @param text the slope with its error, what it is at most, or a dash
   * @param nameY of name and text, above the bar
   * @param y the middle of the bar
   * @param x where the bar begins; empty if no slope is told
   * @param width of the bar
   * @param lowX where the interval begins; empty if there is none
   * @param highX where it ends
   * @param wholeLow whether its beginning is on the axis
   * @param wholeHigh whether its end is
   */
  public record Bar(
      String look,
      String name,
      String text,
      int nameY,
      int y,
      String x,
      String width,
      String lowX,
      String highX,
      boolean wholeLow,
      boolean wholeHigh) {}

  /** The slopes of a figure. */
  static CostBars of(CostRun run, CostFigure figure, String title) {
    List<LinearFit> fits =
        run.plan().transports().stream().flatMap(t -> figure.fit(run, t).stream()).toList();
    LinearAxis axis = axis(fits);
    List<Bar> bars = new ArrayList<>();
    for (String transport : run.plan().transports()) {
      bars.add(bar(run, figure, transport, axis, bars.size()));
    }
    boolean nothing = fits.stream().allMatch(fit -> fit.slope() == 0 && fit.error() == 0);
    return new CostBars(
        "bars-" + figure.name(),
        title,
        bars,
        nothing ? List.of(new Tick(axis.at(0), "0")) : axis.ticks(TICKS, figure::write),
        Tick.number(axis.at(0)));
  }

  /** It holds the intervals of all that is told, and only where nothing is, those of the rest. */
  private static LinearAxis axis(List<LinearFit> fits) {
    List<LinearFit> told = fits.stream().filter(LinearFit::isTold).toList();
    List<LinearFit> shown = told.isEmpty() ? fits : told;
    double least = told.stream().mapToDouble(LinearFit::low).min().orElse(0);
    double most = shown.stream().mapToDouble(LinearFit::high).max().orElse(0);
    return axis(Math.min(0, least) * BEYOND, Math.max(0, most) * BEYOND);
  }

  /** An axis as wide as the drawing. */
  static LinearAxis axis(double low, double high) {
    return new LinearAxis(low, low < high ? high : low + 1, LEFT, RIGHT);
  }

  /** The line of name and text of a bar, above it. */
  static int nameY(int index) {
    return ROW * index + 14;
  }

  /** The middle of a bar. */
  static int barY(int index) {
    return ROW * index + 28;
  }

  private static Bar bar(
      CostRun run, CostFigure figure, String transport, LinearAxis axis, int index) {
    Optional<LinearFit> fit = figure.fit(run, transport);
    Optional<LinearFit> told = fit.filter(LinearFit::isTold);
    Optional<LinearFit> spread = fit.filter(line -> line.error() > 0);
    double slope = told.map(LinearFit::slope).orElse(0.0);
    double left = axis.at(Math.min(0, slope));
    return new Bar(
        Look.of(transport, run.plan().transports()),
        TransportName.asTitle(transport),
        CostTable.cell(figure, run, transport),
        nameY(index),
        barY(index),
        told.isPresent() ? Tick.number(left) : "",
        Tick.number(axis.at(Math.max(0, slope)) - left),
        spread.map(line -> Tick.number(axis.at(line.low()))).orElse(""),
        spread.map(line -> Tick.number(axis.at(line.high()))).orElse(""),
        spread.filter(line -> axis.holds(line.low())).isPresent(),
        spread.filter(line -> axis.holds(line.high())).isPresent());
  }

  /** For those who do not see it. */
  public String description() {
    return bars.stream()
        .map(bar -> bar.name() + ": " + bar.text() + ".")
        .collect(Collectors.joining(" "));
  }

  /** Where the bars end and the axis begins. */
  public int bottom() {
    return ROW * bars.size();
  }

  /** Of the drawing. */
  public int height() {
    return bottom() + AXIS;
  }
}
