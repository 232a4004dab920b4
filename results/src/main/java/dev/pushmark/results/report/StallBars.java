package dev.pushmark.results.report;

import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.Metric;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The longest stall of each interval of a round, as bars under the latencies and on their axis:
 * latencies that rise where a bar does may have been waiting for it.
 */
final class StallBars {
  /** Shorter ones are how long any wake-up takes, and would be a bar in every second. */
  private static final double SMALLEST_NS = 1_000_000;

  private static final double HALF_WIDTH = 1.6;

  /** Beside each other, so that both can be seen where both processes stood still. */
  private static final double ASIDE = 2;

  /** What the JVM of the injector stopped it for. */
  static final List<Metric> INJECTOR_PAUSES =
      List.of(Metric.INJECTOR_GC_PAUSE, Metric.INJECTOR_SAFEPOINT);

  /** What the JVM of the server stopped it for. */
  static final List<Metric> SERVER_PAUSES =
      List.of(Metric.SERVER_GC_PAUSE, Metric.SERVER_SAFEPOINT);

  private static final Set<Metric> SERVER =
      Set.of(Metric.SERVER_STALL, Metric.SERVER_GC_PAUSE, Metric.SERVER_SAFEPOINT);

  private StallBars() {}

  /** The longest stall of any round, for the axis; 0 if there is none. */
  static double longestNs(Summary summary) {
    return summary.transports().stream()
        .flatMap(figures -> figures.rounds().stream())
        .flatMap(
            round ->
                Stream.of(Metric.INJECTOR_STALL, Metric.SERVER_STALL)
                    .flatMap(metric -> round.intervals(metric).stream()))
        .mapToDouble(Histogram::getMaxValue)
        .max()
        .orElse(0);
  }

  /** A path of rectangles; empty if nobody stood still for long. */
  static String of(RoundFigures round, Metric metric, LatencyAxis axis, double x, double width) {
    return of(round, List.of(metric), axis, x, width);
  }

  /** The same of several metrics; in front stands what is longest. */
  static String of(
      RoundFigures round, List<Metric> metrics, LatencyAxis axis, double x, double width) {
    List<Histogram> latencies = round.intervals(Metric.DELIVERY_LATENCY);
    if (latencies.isEmpty()) {
      return "";
    }
    long fromMs = latencies.get(0).getStartTimeStamp();
    long toMs = latencies.get(latencies.size() - 1).getEndTimeStamp();
    double aside = SERVER.containsAll(metrics) ? ASIDE : -ASIDE;
    StringBuilder path = new StringBuilder();
    List<Histogram> intervals =
        metrics.stream().flatMap(metric -> round.intervals(metric).stream()).toList();
    for (Histogram stalls : intervals) {
      double middleMs = (stalls.getStartTimeStamp() + stalls.getEndTimeStamp()) / 2.0;
      double share = (middleMs - fromMs) / (toMs - fromMs);
      if (stalls.getMaxValue() >= SMALLEST_NS && share >= 0 && share <= 1) {
        path.append('M')
            .append(Tick.number(x + share * width + aside - HALF_WIDTH))
            .append(' ')
            .append(TimeStrip.BOTTOM)
            .append('V')
            .append(Tick.number(axis.at(stalls.getMaxValue())))
            .append('h')
            .append(Tick.number(2 * HALF_WIDTH))
            .append('V')
            .append(TimeStrip.BOTTOM)
            .append('z');
      }
    }
    return path.toString();
  }
}
