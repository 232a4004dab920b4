package dev.pushmark.bench.lab;

import dev.pushmark.bench.lab.observation.Observation;
import dev.pushmark.results.model.Arrivals;
import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Expectation;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.TimeOutOfDate;
import dev.pushmark.results.model.Tls;
import dev.pushmark.results.model.Traffic;
import dev.pushmark.results.model.Usage;
import dev.pushmark.results.model.Witness;
import dev.pushmark.results.model.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A round in which all went well, of which a test changes what it is about. */
public final class RoundBuilder {
  static final long SECOND_NS = 1_000_000_000L;

  long scheduled = 1_000;
  long published = 1_000;
  long delivered = 10_000;
  long lost;
  long skipped;
  long duplicated;
  long damaged;
  long negative;
  int subscribed = 10;
  int disconnected;
  List<String> complaints = new ArrayList<>();
  public long latencyNs = 1_000_000;
  long sendDelayNs = 100_000;
  long receiveLagNs = 10_000;
  long stallNs = 100_000;
  long gcPauseNs;
  int gcPauses = 100;
  long injectorCpuNs = SECOND_NS / 10;
  long injectorRunQueueNs;
  double injectorOthers;
  long serverRunQueueNs;
  double serverOthers;
  @Nullable Witness witness;

  public static Plan plan(
      String workload, List<String> transports, int rounds, String... expectations) {
    return plan(workload, Workload.Delivery.EVERY, transports, rounds, expectations);
  }

  static Plan plan(
      String workload,
      Workload.Delivery delivery,
      List<String> transports,
      int rounds,
      String... expectations) {
    return new Plan(
        new Workload(
            workload,
            "for tests",
            1,
            10,
            1,
            1_000,
            new Arrivals(Arrivals.ArrivalProcess.CONSTANT, 1),
            100,
            Workload.PublishVia.HTTP,
            delivery),
        transports,
        rounds,
        new Phases(Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO),
        new Polling(
            Duration.ofSeconds(1),
            Polling.Phase.RANDOM,
            Polling.Pace.FIXED_RATE,
            Duration.ofSeconds(1)),
        Ordering.DEFAULT,
        Compression.DEFLATE,
        Tls.FULL_HANDSHAKES,
        Server.reference(Server.SlowConsumer.COALESCE, 4096).withBatchWindow(Duration.ofMillis(20)),
        new Limits(
            Duration.ofMillis(10),
            Duration.ofMillis(10),
            0.99,
            0.8,
            0.2,
            Duration.ofNanos(100_000),
            0.05),
        0,
        List.of(expectations).stream().map(Expectation::parse).toList(),
        1);
  }

  /** A plan for real processes, as short as can be. */
  static Plan smallPlan(String transport, double eventsPerSecond) {
    Plan p = plan("small", List.of(transport), 1);
    return new Plan(
        new Workload(
            "small",
            "for tests",
            1,
            20,
            1,
            eventsPerSecond,
            new Arrivals(Arrivals.ArrivalProcess.CONSTANT, 1),
            100,
            Workload.PublishVia.HTTP,
            Workload.Delivery.EVERY),
        p.transports(),
        1,
        new Phases(Duration.ofMillis(200), Duration.ofMillis(1500), Duration.ofMillis(300)),
        p.polling(),
        p.ordering(),
        Compression.NONE,
        Tls.NONE,
        p.server().withBatchWindow(null),
        p.limits(),
        p.witnesses(),
        List.of(),
        1);
  }

  Injection injection() {
    return new Injection(
        Instant.EPOCH,
        SECOND_NS,
        10,
        subscribed,
        disconnected,
        1_000,
        1_000,
        new Counts(
            scheduled,
            published,
            published * 10,
            delivered,
            lost,
            skipped,
            duplicated,
            0,
            0,
            0,
            damaged,
            negative),
        new Traffic(0, 0, 0, 0, 0),
        new TimeOutOfDate(1e6, 2_000_000, 0.1),
        null,
        1,
        null,
        complaints);
  }

  Map<Metric, List<Histogram>> histograms() {
    return Map.of(
        Metric.DELIVERY_LATENCY, List.of(histogram(latencyNs)),
        Metric.SEND_DELAY, List.of(histogram(sendDelayNs)),
        Metric.RECEIVE_LAG, List.of(histogram(receiveLagNs)),
        Metric.INJECTOR_STALL, List.of(histogram(stallNs)),
        Metric.INJECTOR_GC_PAUSE, List.of(histogram(gcPauseNs, gcPauses)));
  }

  public Evidence evidence() {
    return new Evidence(
        injection(),
        histograms(),
        new Observation(usage(SECOND_NS / 10, serverRunQueueNs), serverOthers),
        new Observation(usage(injectorCpuNs, injectorRunQueueNs), injectorOthers),
        witness,
        null);
  }

  private static Histogram histogram(long value) {
    return histogram(value, 100);
  }

  private static Histogram histogram(long value, int count) {
    Histogram histogram = new Histogram(3_600_000_000_000L, 3);
    histogram.recordValueWithCount(value, count);
    return histogram;
  }

  private static Usage usage(long cpuNs, long runQueueNs) {
    return new Usage(1, cpuNs, cpuNs, 0, runQueueNs, 0, 0, 1, 1, 1);
  }
}
