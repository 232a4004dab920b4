package dev.pushmark.results.site;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.TimeOutOfDate;
import dev.pushmark.results.model.Traffic;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What the site says of a transport in a run: its valid rounds together; fields are explained in
 * {@code schema.json}.
 *
 * @param transport its name in plans
 * @param title its name for people
 */
public record TransportSummary(
    String transport,
    String title,
    int rounds,
    int validRounds,
    Counts counts,
    Latencies deliveryLatency,
    @Nullable TimeOutOfDate timeOutOfDate,
    @Nullable Double serverCpuNsPerDelivery,
    @Nullable Double receivedBytesPerDelivery,
    @Nullable Double sentBytesPerDelivery) {

  /** The percentiles; null where too few published events lie behind one. */
  public record Latencies(
      @Nullable Latency p50,
      @Nullable Latency p90,
      @Nullable Latency p99,
      @JsonProperty("p99.9") @Nullable Latency p999,
      @Nullable Double maxNs) {}

  /**
   * One percentile.
   *
   * @param ns over the merged histograms of all valid rounds, in nanoseconds
   * @param ofRounds what the rounds' own say together; null where one has too few events for it
   */
  public record Latency(double ns, @Nullable OfRounds ofRounds) {}

  /**
   * The geometric mean of the rounds' own figures, and the interval that holds the true one 95
   * times in 100.
   */
  public record OfRounds(double ns, double lowNs, double highNs, int rounds) {}

  static TransportSummary of(TransportFigures figures) {
    Traffic traffic = figures.traffic();
    return new TransportSummary(
        figures.transport(),
        TransportName.asTitle(figures.transport()),
        figures.rounds().size(),
        figures.validRounds().size(),
        figures.counts(),
        new Latencies(
            latency(figures, Percentile.P50),
            latency(figures, Percentile.P90),
            latency(figures, Percentile.P99),
            latency(figures, Percentile.P99_9),
            figures.maxNs(Metric.DELIVERY_LATENCY).orElse(null)),
        figures.timeOutOfDate().orElse(null),
        figures.serverCpuNsPerDelivered().orElse(null),
        orNull(figures.perDelivered(traffic.receivedBytes())),
        orNull(figures.perDelivered(traffic.sentBytes())));
  }

  private static @Nullable Latency latency(TransportFigures figures, Percentile percentile) {
    Double ns = figures.percentileNs(Metric.DELIVERY_LATENCY, percentile).orElse(null);
    Estimate estimate = figures.latencyEstimateNs(percentile).orElse(null);
    return ns == null
        ? null
        : new Latency(
            ns,
            estimate == null
                ? null
                : new OfRounds(
                    estimate.value(), estimate.low(), estimate.high(), estimate.rounds()));
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
