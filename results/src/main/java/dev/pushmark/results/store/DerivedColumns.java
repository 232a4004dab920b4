package dev.pushmark.results.store;

import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.model.Metric;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** Columns of {@code rounds.csv} that tell of a round's smaller distributions; not read back. */
final class DerivedColumns {
  /** A figure of a distribution that has values. */
  private record Column(String name, Metric metric, Function<Histogram, String> figure) {
    String cell(Map<Metric, List<Histogram>> histograms) {
      Histogram whole = new Histogram(DIGITS);
      histograms.getOrDefault(metric, List.of()).forEach(whole::add);
      return whole.getTotalCount() == 0 ? "" : figure.apply(whole);
    }
  }

  private static final int DIGITS = 3;

  private static final List<Column> COLUMNS =
      List.of(
          column("subscriberP50MinNs", Metric.SUBSCRIBER_P50, Histogram::getMinValue),
          column("subscriberP50MedianNs", Metric.SUBSCRIBER_P50, h -> h.getValueAtPercentile(50)),
          column("subscriberP50P90Ns", Metric.SUBSCRIBER_P50, h -> h.getValueAtPercentile(90)),
          column("subscriberP50MaxNs", Metric.SUBSCRIBER_P50, Histogram::getMaxValue),
          column("subscribersWithP50", Metric.SUBSCRIBER_P50, Histogram::getTotalCount),
          column("subscriberP99MinNs", Metric.SUBSCRIBER_P99, Histogram::getMinValue),
          column("subscriberP99MedianNs", Metric.SUBSCRIBER_P99, h -> h.getValueAtPercentile(50)),
          column("subscriberP99P90Ns", Metric.SUBSCRIBER_P99, h -> h.getValueAtPercentile(90)),
          column("subscriberP99MaxNs", Metric.SUBSCRIBER_P99, Histogram::getMaxValue),
          column("subscribersWithP99", Metric.SUBSCRIBER_P99, Histogram::getTotalCount),
          column("roomP50MaxNs", Metric.ROOM_P50, Histogram::getMaxValue),
          column("roomP99MaxNs", Metric.ROOM_P99, Histogram::getMaxValue),
          column("lastDeliveryMaxNs", Metric.LAST_DELIVERY, Histogram::getMaxValue),
          column("requestWaits", Metric.REQUEST_WAIT, Histogram::getTotalCount),
          column("requestWaitMeanNs", Metric.REQUEST_WAIT, h -> Math.round(h.getMean())),
          column("requestWaitMaxNs", Metric.REQUEST_WAIT, Histogram::getMaxValue),
          column("injectorStallP99Ns", Metric.INJECTOR_STALL, h -> h.getValueAtPercentile(99)),
          column("injectorStallMaxNs", Metric.INJECTOR_STALL, Histogram::getMaxValue),
          column("serverStallP99Ns", Metric.SERVER_STALL, h -> h.getValueAtPercentile(99)),
          column("serverStallMaxNs", Metric.SERVER_STALL, Histogram::getMaxValue),
          column("injectorGcPauses", Metric.INJECTOR_GC_PAUSE, Histogram::getTotalCount),
          column("injectorGcPauseMaxNs", Metric.INJECTOR_GC_PAUSE, Histogram::getMaxValue),
          column("injectorSafepoints", Metric.INJECTOR_SAFEPOINT, Histogram::getTotalCount),
          column("injectorSafepointMaxNs", Metric.INJECTOR_SAFEPOINT, Histogram::getMaxValue),
          column("serverGcPauses", Metric.SERVER_GC_PAUSE, Histogram::getTotalCount),
          column("serverGcPauseMaxNs", Metric.SERVER_GC_PAUSE, Histogram::getMaxValue),
          column("serverSafepoints", Metric.SERVER_SAFEPOINT, Histogram::getTotalCount),
          column("serverSafepointMaxNs", Metric.SERVER_SAFEPOINT, Histogram::getMaxValue),
          inBrowser("browserP50Ns", Percentile.P50),
          inBrowser("browserP99Ns", Percentile.P99),
          column("browserMaxNs", Metric.BROWSER_LATENCY, Histogram::getMaxValue));

  private DerivedColumns() {}

  private static Column column(String name, Metric metric, Function<Histogram, Long> figure) {
    return new Column(name, metric, histogram -> figure.apply(histogram).toString());
  }

  /** Each event comes to a browser once, so that its deliveries are as many as events. */
  private static Column inBrowser(String name, Percentile percentile) {
    return new Column(
        name,
        Metric.BROWSER_LATENCY,
        histogram ->
            percentile.isShownFor(histogram.getTotalCount())
                ? Long.toString(histogram.getValueAtPercentile(percentile.percent()))
                : "");
  }

  static List<String> names() {
    return COLUMNS.stream().map(Column::name).toList();
  }

  static List<String> cells(Map<Metric, List<Histogram>> histograms) {
    return COLUMNS.stream().map(column -> column.cell(histograms)).toList();
  }
}
