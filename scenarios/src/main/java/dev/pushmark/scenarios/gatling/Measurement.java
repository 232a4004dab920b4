package dev.pushmark.scenarios.gatling;

import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.store.HistogramLog;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.reconnect.Outages;
import dev.pushmark.scenarios.recording.Recorder;
import dev.pushmark.scenarios.recording.Recording;
import dev.pushmark.scenarios.recording.SubscriberRecord;
import dev.pushmark.scenarios.stall.StallRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The measurement that all virtual users of a simulation take part in: it begins when everybody who
 * is expected has arrived, runs through its phases and adds up. Thread safe.
 */
public final class Measurement {
  /** From "everybody has arrived" to the first instant at which an event can be due. */
  private static final long LEAD_NS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Clock clock;
  private final @Nullable Phases phases;
  private final boolean comeBack;
  private final int subscribers;
  private final AtomicInteger absent;
  private final Recorder recorder;
  private final Outages outages = new Outages();
  private final Bystanders bystanders = new Bystanders();
  private volatile @Nullable Trouble trouble;
  private volatile @Nullable Reception reception;
  private final TrafficWindow traffic = new TrafficWindow();
  private final Complaints complaints = new Complaints();
  private final CompletableFuture<Timeline> begun = new CompletableFuture<>();
  private final CompletableFuture<String> refused = new CompletableFuture<>();
  private final List<Histogram> intervals = new ArrayList<>();
  private final StallRecorder stallRecorder;
  private final List<Histogram> stalls = new ArrayList<>();
  private volatile Instant measurementStart = Instant.EPOCH;

  /**
   * A measurement that has not begun.
   *
   * @param phases its phases; null to measure everything there is
   * @param ordering what subscribers make of the order in which events arrive
   * @param periodicState whether an event supersedes the ones before, so that their age matters
   * @param comeBack whether subscribers that are cut off come back
   * @param subscribers virtual users that are to subscribe before it begins
   * @param publishers virtual users that are to be ready to publish before it begins
   */
  Measurement(
      Clock clock,
      @Nullable Phases phases,
      Ordering ordering,
      boolean periodicState,
      boolean comeBack,
      int subscribers,
      int publishers) {
    this.clock = clock;
    this.stallRecorder = StallRecorder.start(clock);
    this.phases = phases;
    this.comeBack = comeBack;
    this.subscribers = subscribers;
    this.absent = new AtomicInteger(subscribers + publishers + 1);
    this.recorder =
        new Recorder(clock, phases == null ? 0 : phases.drain().toNanos(), ordering, periodicState);
    arrived();
  }

  /** One of the expected virtual users is ready, or never will be. */
  void arrived() {
    if (absent.decrementAndGet() == 0) {
      begin();
    }
  }

  /** Begins without those who have not arrived. */
  void beginAnyway() {
    int missing = absent.getAndSet(0);
    if (missing > 0) {
      complaints.add(missing + " subscribers or publishers were not ready in time");
      begin();
    }
  }

  private void begin() {
    // What a thousand connections hold is moved out of the young generation now: to copy it in the
    // middle of the measurement takes a pause of a tenth of a second.
    System.gc();
    long nowNs = clock.nanoTime();
    Timeline timeline = new Timeline(nowNs + LEAD_NS, phases);
    measurementStart = clock.wallTime().plusNanos(timeline.measurementStartNs() - nowNs);
    recorder.measure(timeline.window());
    traffic.observe(timeline, clock);
    begun.complete(timeline);
  }

  /** Completes when the measurement begins, with its timeline. */
  CompletableFuture<Timeline> begun() {
    return begun;
  }

  /** The server lets a subscriber or publisher not in. */
  void refuse(String reason) {
    refused.complete(reason);
  }

  /** Completes with the reason if the server does not let a subscriber or publisher in. */
  CompletableFuture<String> refused() {
    return refused;
  }

  boolean hasPhases() {
    return phases != null;
  }

  Recorder recorder() {
    return recorder;
  }

  TrafficWindow traffic() {
    return traffic;
  }

  Outages outages() {
    return outages;
  }

  /** Who looks on where no fault strikes. */
  Bystanders bystanders() {
    return bystanders;
  }

  /** Lets things go wrong from the beginning of the measurement on. */
  void meets(Trouble what) {
    trouble = what;
    begun.thenAccept(timeline -> what.begin(timeline.measurementStartNs(), complaints));
  }

  /** Newcomers come while it is measured. */
  void receives(Reception newcomers) {
    reception = newcomers;
  }

  Complaints complaints() {
    return complaints;
  }

  Clock clock() {
    return clock;
  }

  int subscribed() {
    return (int) recorder.subscribers().stream().filter(SubscriberRecord::isSubscribed).count();
  }

  /** Events handed to connections so far, of every phase. */
  long published() {
    return recorder.published();
  }

  /** Ends an interval of the latency timeline and returns it. One caller at a time. */
  Histogram takeInterval(Instant from, Instant to) {
    Histogram interval = timed(recorder.takeInterval(), from, to);
    if (interval.getTotalCount() > 0) {
      intervals.add(interval);
    }
    Histogram stalled = timed(stallRecorder.takeInterval(), from, to);
    if (isMeasured(from, to)) {
      stalls.add(stalled);
    }
    return interval;
  }

  /** Whether most of an interval lies in the measurement; phases end only about where one does. */
  private boolean isMeasured(Instant from, Instant to) {
    Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
    return begun.isDone()
        && !middle.isBefore(measurementStart)
        && middle.isBefore(measurementEnd());
  }

  private Instant measurementEnd() {
    return phases == null ? Instant.MAX : measurementStart.plus(phases.measurement());
  }

  private static Histogram timed(Histogram histogram, Instant from, Instant to) {
    histogram.setStartTimeStamp(from.toEpochMilli());
    histogram.setEndTimeStamp(to.toEpochMilli());
    return histogram;
  }

  /**
   * Writes {@code injection.json} and {@code injection.hlog}; once the simulation is over.
   *
   * @param roundId names the round in the histogram log
   */
  public void write(Path folder, String roundId) throws IOException, InterruptedException {
    traffic.settle();
    Instant now = clock.wallTime();
    takeInterval(measurementStart, now);
    Recording recording = recorder.finish();
    Outages.Figures cutOff = outages.figures();
    Map<Metric, List<Histogram>> histograms = new EnumMap<>(Metric.class);
    Trouble met = trouble;
    if (met != null) {
      met.check(complaints);
      Histogram detected = met.detectedNs(cutOff.silences());
      histograms.put(Metric.DETECTION, List.of(timed(detected, measurementStart, now)));
      Histogram byServer = met.detectedByServerNs();
      histograms.put(Metric.SERVER_DETECTION, List.of(timed(byServer, measurementStart, now)));
    }
    recording
        .histograms()
        .forEach(
            (metric, histogram) ->
                histograms.put(metric, List.of(timed(histogram, measurementStart, now))));
    Reception.Outcome newcomers = reception == null ? null : reception.outcome();
    if (newcomers != null) {
      newcomers
          .histograms()
          .forEach(
              (metric, histogram) ->
                  histograms.put(metric, List.of(timed(histogram, measurementStart, now))));
    }
    histograms.put(Metric.INJECTOR_STALL, stalls);
    histograms.put(Metric.RECOVERY, List.of(timed(cutOff.recoveryNs(), measurementStart, now)));
    histograms.put(
        Metric.BYSTANDER_LATENCY, List.of(timed(bystanders.latencyNs(), measurementStart, now)));
    histograms.put(Metric.DELIVERY_LATENCY, intervals);
    Files.createDirectories(folder);
    HistogramLog.append(folder.resolve("injection.hlog"), roundId, histograms);
    Json.write(folder.resolve("injection.json"), injection(recording, newcomers));
  }

  private Injection injection(Recording recording, Reception.@Nullable Outcome newcomers) {
    Trouble met = trouble;
    Long resubscribed = met == null ? null : met.resubscribed();
    Timeline timeline = begun.getNow(new Timeline(clock.nanoTime(), phases));
    long measuredNs =
        Math.min(timeline.drainStartNs(), clock.nanoTime()) - timeline.measurementStartNs();
    double seconds = Math.max(1, measuredNs) / 1e9;
    int disconnected =
        (int) recorder.subscribers().stream().filter(s -> s.endedBecause() != null).count();
    return new Injection(
        measurementStart,
        measuredNs,
        Math.max(subscribers, recorder.subscribers().size()),
        subscribed(),
        disconnected,
        recording.counts().scheduled() / seconds,
        recording.counts().published() / seconds,
        recording.counts(),
        traffic.total(),
        recording.timeOutOfDate(),
        recording.ageOfInformation(),
        recording.wakeUps(),
        comeBack ? outages.figures().counts().countedByServer(resubscribed) : null,
        met == null ? null : met.struck(),
        recording.samplePath(),
        complaints.list(),
        recording.convergence(),
        newcomers == null ? null : newcomers.counts());
  }
}
