package dev.pushmark.results.report;

import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * A transport's delivery latency by percentile: of all valid rounds together, and between which
 * bounds the rounds say that it lies. It ends where fewer than 100 published events lie beyond; the
 * bounds end earlier, where the same is true of a round.
 *
 * @param end how far it goes, in nines: log10 of 1/(1−q) at the largest percentile that is shown
 * @param points in rising order, at equal distances that all curves share
 * @param last at the end
 */
record LatencyCurve(TransportFigures figures, double end, List<Point> points, Point last) {
  private static final int STEPS = 180;

  /**
   * A percentile.
   *
   * @param nines log10 of 1/(1−q)
   * @param ns the latency in nanoseconds
   * @param bounds what the rounds say of it; empty where not every valid round may show it
   */
  record Point(double nines, double ns, Optional<Estimate> bounds) {
    private static Point of(TransportFigures figures, double nines) {
      double percent = 100 * (1 - Math.pow(10, -nines));
      Histogram histogram = figures.histogram(Metric.DELIVERY_LATENCY);
      return new Point(
          nines,
          histogram.getValueAtPercentile(percent),
          figures.estimate((RoundFigures round) -> round.latencyNs(percent)));
    }
  }

  /** Those of all transports that have events enough for their median. */
  static List<LatencyCurve> of(Summary summary) {
    List<TransportFigures> drawn =
        summary.transports().stream()
            .filter(f -> f.histogram(Metric.DELIVERY_LATENCY).getTotalCount() > 0)
            .filter(f -> Percentile.P50.isShownFor(f.counts().published()))
            .toList();
    double most = drawn.stream().mapToDouble(LatencyCurve::nines).max().orElse(1);
    return drawn.stream().map(figures -> of(figures, most / STEPS)).toList();
  }

  private static LatencyCurve of(TransportFigures figures, double distance) {
    double end = nines(figures);
    List<Point> points = new ArrayList<>();
    for (int step = 0; step * distance <= end; step++) {
      points.add(Point.of(figures, step * distance));
    }
    return new LatencyCurve(figures, end, points, Point.of(figures, end));
  }

  private static double nines(TransportFigures figures) {
    return -Math.log10(1 - Percentile.largestShownFor(figures.counts().published()) / 100);
  }
}
