package dev.pushmark.results.report;

import dev.pushmark.results.compare.DeliveredShare;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The plot of latency by percentile: both axes logarithmic, percentiles by 1/(1−q). Each curve ends
 * where fewer than 100 published events lie beyond.
 *
 * @param across marks of the percentile axis
 * @param up marks of the latency axis
 * @param shares which curves do not stand for all of their deliveries, in words
 */
public record PercentilePlot(
    List<Curve> curves, List<Tick> across, List<Tick> up, List<String> shares) {
  public static final int WIDTH = 860;
  public static final int HEIGHT = 430;
  public static final int LEFT = 58;
  public static final int RIGHT = 730;
  public static final int TOP = 14;
  public static final int BOTTOM = 376;

  private static final int STEPS = 180;
  private static final int LABEL_HEIGHT = 17;

  /**
   * A transport's curve.
   *
   * @param look class of the style
   * @param path of SVG
   * @param endX where the curve ends
   * @param labelY where its label stands, clear of the others
   */
  public record Curve(
      String look, String name, String path, String endX, String endY, String labelY) {}

  /** The plot of a summary; without curves if no transport has events enough. */
  static PercentilePlot of(Summary summary) {
    List<TransportFigures> drawn =
        summary.transports().stream()
            .filter(f -> f.histogram(Metric.DELIVERY_LATENCY).getTotalCount() > 0)
            .filter(f -> Percentile.P50.isShownFor(f.counts().published()))
            .toList();
    if (drawn.isEmpty()) {
      return new PercentilePlot(List.of(), List.of(), List.of(), List.of());
    }
    double most = drawn.stream().mapToDouble(PercentilePlot::nines).max().orElse(1);
    LatencyAxis axis = new LatencyAxis(smallest(drawn), largest(drawn), TOP, BOTTOM);
    List<String> transports = summary.run().plan().transports();
    List<Curve> curves = new ArrayList<>();
    for (TransportFigures figures : drawn) {
      curves.add(curve(figures, transports, axis, most));
    }
    List<String> shares =
        drawn.stream()
            .filter(figures -> figures.counts().skipped() > 0)
            .map(
                figures ->
                    TransportName.asTitle(figures.transport())
                        + DeliveredShare.behind(figures.counts()))
            .toList();
    return new PercentilePlot(spread(curves), across(most), axis.ticks(), shares);
  }

  /** How far right a curve goes: log10 of 1/(1−q) at the largest percentile that is shown. */
  private static double nines(TransportFigures figures) {
    return -Math.log10(1 - Percentile.largestShownFor(figures.counts().published()) / 100);
  }

  private static double smallest(List<TransportFigures> drawn) {
    return drawn.stream()
        .mapToDouble(f -> f.histogram(Metric.DELIVERY_LATENCY).getValueAtPercentile(0))
        .min()
        .orElse(1);
  }

  private static double largest(List<TransportFigures> drawn) {
    return drawn.stream().mapToDouble(f -> value(f, nines(f))).max().orElse(1);
  }

  private static double value(TransportFigures figures, double nines) {
    Histogram histogram = figures.histogram(Metric.DELIVERY_LATENCY);
    return histogram.getValueAtPercentile(100 * (1 - Math.pow(10, -nines)));
  }

  private static double x(double nines, double most) {
    return LEFT + nines / most * (RIGHT - LEFT);
  }

  private static Curve curve(
      TransportFigures figures, List<String> transports, LatencyAxis axis, double most) {
    double end = nines(figures);
    StringBuilder path = new StringBuilder();
    for (int step = 0; step <= STEPS; step++) {
      double nines = end * step / STEPS;
      path.append(step == 0 ? "M" : "L")
          .append(Tick.number(x(nines, most)))
          .append(' ')
          .append(Tick.number(axis.at(value(figures, nines))));
    }
    String endY = Tick.number(axis.at(value(figures, end)));
    return new Curve(
        Look.of(figures.transport(), transports),
        TransportName.asTitle(figures.transport()),
        path.toString(),
        Tick.number(x(end, most)),
        endY,
        endY);
  }

  /** Moves labels apart, keeping their order, so that none covers another. */
  private static List<Curve> spread(List<Curve> curves) {
    List<Curve> sorted = new ArrayList<>(curves);
    sorted.sort(Comparator.comparingDouble(curve -> Double.parseDouble(curve.endY())));
    double[] ys = sorted.stream().mapToDouble(c -> Double.parseDouble(c.endY())).toArray();
    for (int pass = 0; pass < 50; pass++) {
      for (int i = 1; i < ys.length; i++) {
        double missing = LABEL_HEIGHT - (ys[i] - ys[i - 1]);
        if (missing > 0) {
          ys[i - 1] = Math.max(TOP, ys[i - 1] - missing / 2);
          ys[i] = Math.min(BOTTOM, ys[i] + missing / 2);
        }
      }
    }
    List<Curve> placed = new ArrayList<>();
    for (int i = 0; i < ys.length; i++) {
      Curve c = sorted.get(i);
      placed.add(new Curve(c.look(), c.name(), c.path(), c.endX(), c.endY(), Tick.number(ys[i])));
    }
    return placed;
  }

  private static List<Tick> across(double most) {
    List<Tick> ticks = new ArrayList<>();
    ticks.add(new Tick(x(0, most), "p0"));
    ticks.add(new Tick(x(Math.log10(2), most), "p50"));
    String nines = "p90";
    for (int decade = 1; decade <= most + 1e-9; decade++) {
      ticks.add(new Tick(x(decade, most), nines));
      nines = decade == 1 ? "p99" : decade == 2 ? "p99.9" : nines + "9";
    }
    return ticks;
  }
}
