package dev.pushmark.results.report;

import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Metric;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The longest stall, or pause of a JVM, of each interval of a round, as bars under the latencies
 * and on their axis: latencies that rise where a bar does may have been waiting for it. Those of
 * both processes stand beside each other, so that they can be seen where both stood still.
 */
enum StallBars {
  INJECTOR_STALLS(-2, "the injector stood still", Metric.INJECTOR_STALL),
  SERVER_STALLS(2, "the server stood still", Metric.SERVER_STALL),
  INJECTOR_PAUSES(
      -2, "the injector's JVM paused", Metric.INJECTOR_GC_PAUSE, Metric.INJECTOR_SAFEPOINT),
  SERVER_PAUSES(2, "the server's JVM paused", Metric.SERVER_GC_PAUSE, Metric.SERVER_SAFEPOINT);

  /** Shorter ones are how long any wake-up takes, and would be a bar in every second. */
  private static final double SMALLEST_NS = 1_000_000;

  private static final double HALF_WIDTH = 1.6;

  private final double aside;
  private final String what;
  private final List<Metric> metrics;

  StallBars(double aside, String what, Metric... metrics) {
    this.aside = aside;
    this.what = what;
    this.metrics = List.of(metrics);
  }

  /** The longest of all in any round, for the axis; 0 if there is none. */
  static double longestNs(Summary summary) {
    return summary.transports().stream()
        .flatMap(figures -> figures.rounds().stream())
        .flatMap(round -> Stream.of(values()).flatMap(bars -> bars.intervals(round)))
        .mapToDouble(Histogram::getMaxValue)
        .max()
        .orElse(0);
  }

  private Stream<Histogram> intervals(RoundFigures round) {
    return metrics.stream().flatMap(metric -> round.intervals(metric).stream());
  }

  /** The longest within an interval of the latencies, in words; empty if it was short. */
  String words(RoundFigures round, int interval) {
    Histogram latencies = round.intervals(Metric.DELIVERY_LATENCY).get(interval);
    double longestNs =
        intervals(round)
            .filter(stalls -> middleMs(stalls) >= latencies.getStartTimeStamp())
            .filter(stalls -> middleMs(stalls) < latencies.getEndTimeStamp())
            .mapToDouble(Histogram::getMaxValue)
            .max()
            .orElse(0);
    return longestNs < SMALLEST_NS ? "" : "; " + what + " for " + Units.time(longestNs);
  }

  private static double middleMs(Histogram stalls) {
    return (stalls.getStartTimeStamp() + stalls.getEndTimeStamp()) / 2.0;
  }

  /** A path of rectangles; empty if nobody stood still for long. */
  String of(RoundFigures round, LatencyAxis axis, double x, double width) {
    List<Histogram> latencies = round.intervals(Metric.DELIVERY_LATENCY);
    if (latencies.isEmpty()) {
      return "";
    }
    long fromMs = latencies.get(0).getStartTimeStamp();
    long toMs = latencies.get(latencies.size() - 1).getEndTimeStamp();
    StringBuilder path = new StringBuilder();
    for (Histogram stalls : intervals(round).toList()) {
      double share = (middleMs(stalls) - fromMs) / (toMs - fromMs);
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
