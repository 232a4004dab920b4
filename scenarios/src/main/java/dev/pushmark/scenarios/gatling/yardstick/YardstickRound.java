package dev.pushmark.scenarios.gatling.yardstick;

import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Traffic;
import dev.pushmark.results.model.Workload;
import dev.pushmark.results.store.HistogramLog;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.gatling.Progress;
import dev.pushmark.scenarios.gatling.RoundSpec;
import dev.pushmark.scenarios.recording.Recorder;
import dev.pushmark.scenarios.recording.Recording;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * A round in which somebody else receives: the injector's phases, its publishers with the same
 * schedule and stamps, what it announces and what it writes, so that whoever runs rounds cannot
 * tell the difference. Thread safe.
 */
final class YardstickRound {
  /** From "everybody has arrived" to the first instant at which an event can be due. */
  private static final long LEAD_NS = TimeUnit.MILLISECONDS.toNanos(200);

  private final RoundSpec spec;
  private final Clock clock;
  private final PrintStream out;
  private final Recorder recorder;
  private final Publishers publishers;
  private final Tallies tallies = new Tallies();
  private final AtomicInteger subscribed = new AtomicInteger();
  private final AtomicInteger absent;
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "phases");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Instant measurementStart = Instant.EPOCH;
  private volatile long publishingBeginNs;
  private volatile long publishingEndNs;

  YardstickRound(RoundSpec spec, Clock clock, PrintStream out) {
    this.spec = spec;
    this.clock = clock;
    this.out = out;
    this.recorder = new Recorder(clock, spec.plan().phases().drain().toNanos());
    this.publishers = new Publishers(spec, clock, recorder, complaints::add);
    this.absent = new AtomicInteger(work().subscribers() + work().publishers());
  }

  /** Has the publishers connect; they begin when everybody has subscribed. */
  void begin() {
    tell(Progress.Phase.CONNECTING, 0);
    publishers.open(this::arrived);
  }

  RoundSpec spec() {
    return spec;
  }

  Clock clock() {
    return clock;
  }

  /** Where what has been received goes. */
  Tallies tallies() {
    return tallies;
  }

  /** The room of a subscriber, numbered from 0. */
  String roomOf(int subscriber) {
    return Publishers.room(subscriber / work().subscribersPerRoom());
  }

  /** One more subscriber has subscribed. */
  void subscribed() {
    subscribed.incrementAndGet();
    arrived();
  }

  /** Something went wrong on our side, which makes the round invalid. */
  void complain(String complaint) {
    if (!over.isDone()) {
      complaints.add(complaint);
    }
  }

  /** Completes when the drain is over. */
  CompletableFuture<Void> over() {
    return over;
  }

  private Workload work() {
    return spec.plan().workload();
  }

  private void arrived() {
    if (absent.decrementAndGet() > 0) {
      return;
    }
    Phases phases = Phases.from(clock.nanoTime() + LEAD_NS, spec.plan().phases());
    measurementStart = clock.wallTime().plusNanos(phases.measurementNs() - clock.nanoTime());
    recorder.measure(phases.window());
    tallies.measure(phases.window());
    at(phases.warmupNs(), () -> tell(Progress.Phase.WARMUP, seconds(phases.warmupLengthNs())));
    at(
        phases.measurementNs(),
        () -> {
          tell(Progress.Phase.MEASUREMENT, seconds(phases.window().lengthNs()));
          publishers.cpuNs().thenAccept(ns -> publishingBeginNs = ns);
        });
    at(
        phases.drainNs(),
        () -> {
          tell(Progress.Phase.DRAIN, seconds(phases.drainLengthNs()));
          publishers.cpuNs().thenAccept(ns -> publishingEndNs = ns);
        });
    at(phases.endNs(), this::end);
    publishers.publish(phases.warmupNs(), phases.drainNs() - phases.warmupNs());
  }

  private void at(long timeNs, Runnable task) {
    timer.schedule(task, Math.max(0, timeNs - clock.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private void end() {
    over.complete(null);
    publishers.close();
    tell(Progress.Phase.DONE, 0);
  }

  private static double seconds(long ns) {
    return ns / 1e9;
  }

  private void tell(Progress.Phase phase, double lengthSeconds) {
    Progress progress =
        new Progress(
            phase,
            0,
            lengthSeconds,
            subscribed.get(),
            recorder.published(),
            tallies.arrivals(),
            0,
            0);
    out.println(Progress.PREFIX + Json.line(progress));
    out.flush();
  }

  /**
   * Writes what an injector writes, and {@link Publishing}. What the tallies do not know (bytes,
   * order) stays 0.
   */
  void write() throws IOException {
    Recording published = recorder.finish();
    Histogram latency = tallies.latency();
    Map<Metric, List<Histogram>> histograms = new EnumMap<>(Metric.class);
    histograms.put(Metric.DELIVERY_LATENCY, List.of(stamped(latency)));
    Histogram sendDelay = published.histograms().get(Metric.SEND_DELAY);
    if (sendDelay != null) {
      histograms.put(Metric.SEND_DELAY, List.of(stamped(sendDelay)));
    }
    HistogramLog.append(spec.out().resolve("injection.hlog"), spec.roundId(), histograms);
    Json.write(spec.out().resolve("injection.json"), injection(published, latency));
    Json.write(
        spec.out().resolve(Publishing.FILE),
        new Publishing(published.counts().published(), publishingEndNs - publishingBeginNs));
  }

  private Histogram stamped(Histogram histogram) {
    histogram.setStartTimeStamp(measurementStart.toEpochMilli());
    histogram.setEndTimeStamp(clock.wallTime().toEpochMilli());
    return histogram;
  }

  private Injection injection(Recording recording, Histogram latency) {
    long lengthNs = spec.plan().phases().measurement().toNanos();
    Counts sent = recording.counts();
    long expected = sent.published() * work().subscribersPerRoom();
    long delivered = latency.getTotalCount() + tallies.negative();
    Counts counts =
        new Counts(
            sent.scheduled(),
            sent.published(),
            expected,
            delivered,
            expected - delivered,
            0,
            0,
            0,
            0,
            0,
            0,
            tallies.negative());
    return new Injection(
        measurementStart,
        lengthNs,
        work().subscribers(),
        subscribed.get(),
        0,
        sent.scheduled() / seconds(lengthNs),
        sent.published() / seconds(lengthNs),
        counts,
        new Traffic(0, 0, 0, 0, 0),
        recording.timeOutOfDate(),
        null,
        0,
        null,
        List.copyOf(complaints));
  }
}
