package dev.pushmark.results.site;

import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.store.StoredRun;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the examples choose from. */
final class Examples {
  /** The distributions that they show. */
  static final Set<Metric> METRICS =
      EnumSet.of(Metric.DELIVERY_LATENCY, Metric.SERVICE_TIME, Metric.SEND_DELAY);

  /** Who asks, and who is told; the best-known first. */
  static final List<String> POLLING = List.of("short-polling", "refresh");

  static final List<String> PUSH = List.of("sse", "websocket");

  private Examples() {}

  /** The first of these transports that the run has events enough of for a median. */
  static Optional<TransportFigures> first(List<String> transports, StoredRun stored) {
    return transports.stream()
        .filter(stored.run().plan().transports()::contains)
        .map(name -> TransportFigures.of(name, stored.rounds(), stored.histograms()))
        .filter(
            figures -> figures.percentileNs(Metric.DELIVERY_LATENCY, Percentile.P50).isPresent())
        .findFirst();
  }
}
