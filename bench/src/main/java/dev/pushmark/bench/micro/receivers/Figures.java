package dev.pushmark.bench.micro.receivers;

import dev.pushmark.bench.lab.Evidence;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Usage;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What one round of one receiver came to.
 *
 * @param p50Ns median delivery latency
 * @param p99Ns its 99th percentile
 * @param cpuNs CPU time of the receiver's process per delivery, its publishing included
 * @param eventsPerDelivery how often it published for that
 */
record Figures(double p50Ns, double p99Ns, double cpuNs, double eventsPerDelivery) {
  private static final int DIGITS = 3;

  static Figures of(Evidence evidence, Usage receiver) {
    Histogram latency = new Histogram(DIGITS);
    evidence.histograms().getOrDefault(Metric.DELIVERY_LATENCY, List.of()).forEach(latency::add);
    double delivered = evidence.injection().counts().delivered();
    return new Figures(
        latency.getValueAtPercentile(50),
        latency.getValueAtPercentile(99),
        receiver.cpuNs() / delivered,
        evidence.injection().counts().published() / delivered);
  }

  /** The same without what publishing an event costs. */
  Figures withoutPublishing(double cpuPerEventNs) {
    return new Figures(p50Ns, p99Ns, cpuNs - cpuPerEventNs * eventsPerDelivery, 0);
  }
}
