package dev.pushmark.results.compare;

import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** The figures of one round, valid or not. */
public final class RoundFigures {
  private final Round round;
  private final Map<Metric, List<Histogram>> intervals;
  private final Histogram latency;

  RoundFigures(Round round, Map<Metric, List<Histogram>> intervals) {
    this.round = round;
    this.intervals = intervals;
    this.latency = new Histogram(Units.DIGITS);
    intervals(Metric.DELIVERY_LATENCY).forEach(latency::add);
  }

  /** The round itself. */
  public Round round() {
    return round;
  }

  /** A metric's intervals in order; empty if it was not recorded. */
  public List<Histogram> intervals(Metric metric) {
    return intervals.getOrDefault(metric, List.of());
  }

  /** Whether its figures may be used. */
  public boolean isValid() {
    return !(round.outcome() instanceof Outcome.Invalid) && round.injection() != null;
  }

  /** Published events of the measurement. */
  public long published() {
    Injection injection = round.injection();
    return injection == null ? 0 : injection.counts().published();
  }

  /** A percentile of the delivery latency in nanoseconds, where it may be shown. */
  public Optional<Double> latencyNs(Percentile percentile) {
    return latency.getTotalCount() > 0 && percentile.isShownFor(published())
        ? Optional.of((double) latency.getValueAtPercentile(percentile.percent()))
        : Optional.empty();
  }

  /** The same of any percentile, from 0 to 100. */
  public Optional<Double> latencyNs(double percent) {
    return latency.getTotalCount() > 0 && percent <= Percentile.largestShownFor(published())
        ? Optional.of((double) latency.getValueAtPercentile(percent))
        : Optional.empty();
  }

  /** The largest delivery latency in nanoseconds; empty without deliveries. */
  public Optional<Double> maxLatencyNs() {
    return latency.getTotalCount() > 0
        ? Optional.of((double) latency.getMaxValue())
        : Optional.empty();
  }

  /** Bytes from the server to subscribers per delivered event. */
  public Optional<Double> receivedBytesPerDelivered() {
    Injection injection = round.injection();
    return injection == null || injection.counts().delivered() == 0
        ? Optional.empty()
        : Optional.of(
            (double) injection.traffic().receivedBytes() / injection.counts().delivered());
  }

  /** What the server's resident memory grew by per subscriber, in bytes. */
  public Optional<Double> serverRssBytesPerSubscriber() {
    Usage server = round.server();
    Injection injection = round.injection();
    return server == null || injection == null || injection.subscribed() == 0
        ? Optional.empty()
        : Optional.of(
            (double) (server.rssBytes() - server.rssAtStartBytes()) / injection.subscribed());
  }

  /** CPU time of the server per delivered event, in nanoseconds. */
  public Optional<Double> serverCpuNsPerDelivered() {
    Usage server = round.server();
    Injection injection = round.injection();
    return server == null || injection == null || injection.counts().delivered() == 0
        ? Optional.empty()
        : Optional.of((double) server.cpuNs() / injection.counts().delivered());
  }
}
