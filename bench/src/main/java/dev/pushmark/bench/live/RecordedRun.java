package dev.pushmark.bench.live;

import dev.pushmark.results.model.Arrivals;
import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.TimeOutOfDate;
import dev.pushmark.results.model.Tls;
import dev.pushmark.results.model.Traffic;
import dev.pushmark.results.model.Workload;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * A recording in the words of a run: one block, a round of each transport. All of them took place
 * at the same time, in one page, which the workload's description says.
 *
 * @param recording what the page sent
 * @param server the server that the page talked to
 * @param startedAt when the measurement began
 */
record RecordedRun(Recording recording, URI server, Instant startedAt) {
  static final String WORKLOAD = "live";

  private static final long HIGHEST_NS = Duration.ofHours(2).toNanos();
  private static final int DIGITS = 3;

  /** Of a whole run's own limits, those that a page can tell: it sent on time, and all of it. */
  private static final Limits LIMITS =
      new Limits(Duration.ofMillis(10), Duration.ofMillis(10), 0.99, 1, 1, Duration.ZERO, 0);

  Plan plan() {
    Recording.Settings settings = recording.settings();
    return new Plan(
        new Workload(
            WORKLOAD,
            "The live view: all transports at the same time, in one page of one browser, which"
                + " publishes too; bytes are those of bodies and messages, all that a page can see",
            1,
            1,
            1,
            settings.eventsPerSecond(),
            new Arrivals(Arrivals.ArrivalProcess.CONSTANT, 1),
            settings.payloadBytes(),
            Workload.PublishVia.WEBSOCKET,
            Workload.Delivery.EVERY),
        recording.lanes().stream().map(Recording.Lane::transport).toList(),
        1,
        new Phases(Duration.ZERO, measured(), Duration.ofSeconds(2)),
        new Polling(
            Duration.ofMillis(settings.pollIntervalMs()),
            Polling.Phase.RANDOM,
            Polling.Pace.FIXED_RATE,
            Duration.ofSeconds(20)),
        Ordering.DEFAULT,
        Compression.NONE,
        Tls.NONE,
        Server.at(server),
        LIMITS,
        0,
        List.of(),
        0);
  }

  private Duration measured() {
    return Duration.ofMillis(Math.round(recording.measuredMs()));
  }

  Round round(int position, Recording.Lane lane) {
    Counts counts =
        new Counts(
            recording.scheduled(),
            recording.published(),
            recording.published(),
            lane.delivered(),
            lane.lost(),
            lane.skipped(),
            lane.duplicated(),
            lane.reordered(),
            0,
            0,
            0,
            0);
    Injection injection =
        new Injection(
            startedAt,
            measured().toNanos(),
            1,
            1,
            lane.disconnected(),
            recording.settings().eventsPerSecond(),
            recording.published() / (recording.measuredMs() / 1e3),
            counts,
            new Traffic(
                0, lane.receivedBytes(), lane.requests(), lane.emptyPolls(), lane.missedPolls()),
            new TimeOutOfDate(
                lane.outOfDateMs() * 1e6,
                Math.round(lane.peakOutOfDateMs() * 1e6),
                lane.outOfDateShare()),
            null,
            lane.arrivals(),
            null,
            List.of());
    return new Round(
        1,
        1,
        position,
        lane.transport(),
        startedAt,
        outcome(lane),
        injection,
        null,
        null,
        null,
        null);
  }

  Map<Metric, List<Histogram>> histograms(Recording.Lane lane) {
    return Map.of(
        Metric.DELIVERY_LATENCY,
        perSecond(lane.latenciesUs()),
        Metric.SEND_DELAY,
        perSecond(recording.sendDelaysUs()));
  }

  private List<Histogram> perSecond(List<List<Long>> valuesUs) {
    List<Histogram> seconds = new ArrayList<>();
    for (int second = 0; second < valuesUs.size(); second++) {
      Histogram histogram = new Histogram(HIGHEST_NS, DIGITS);
      valuesUs.get(second).forEach(us -> histogram.recordValue(us * 1000));
      histogram.setStartTimeStamp(startedAt.plusSeconds(second).toEpochMilli());
      histogram.setEndTimeStamp(startedAt.plusSeconds(second + 1L).toEpochMilli());
      seconds.add(histogram);
    }
    return seconds;
  }

  /** The instrument comes first: what a throttled page saw says nothing of the server. */
  private Outcome outcome(Recording.Lane lane) {
    List<String> late = new ArrayList<>();
    if (recording.published() < LIMITS.publishedShare() * recording.scheduled()) {
      late.add(
          "only %d of %d scheduled events were published by the page"
              .formatted(recording.published(), recording.scheduled()));
    }
    Histogram delays = new Histogram(HIGHEST_NS, DIGITS);
    perSecond(recording.sendDelaysUs()).forEach(delays::add);
    long p99Ns = delays.getValueAtPercentile(99);
    if (p99Ns > LIMITS.sendDelayP99().toNanos()) {
      late.add(
          "events were sent late by the page: p99 %d ms (limit %d ms)"
              .formatted(p99Ns / 1_000_000, LIMITS.sendDelayP99().toMillis()));
    }
    if (!late.isEmpty()) {
      return new Outcome.Invalid(late, false);
    }
    List<String> missed = new ArrayList<>();
    add(missed, lane.disconnected(), "disconnections");
    add(missed, lane.lost(), "deliveries were lost in silence");
    add(missed, lane.skipped(), "deliveries were skipped, the subscriber told so");
    add(missed, lane.duplicated(), "deliveries came more than once");
    return missed.isEmpty() ? new Outcome.Done() : new Outcome.Failed(missed);
  }

  private static void add(List<String> missed, long number, String what) {
    if (number > 0) {
      missed.add(number + " " + what);
    }
  }
}
