package dev.pushmark.scenarios.gatling;

import dev.pushmark.results.model.Phases;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.gatling.Progress.Phase;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Says on a stream how a round goes on: a line {@code pushmark-injector {JSON}} ({@link Progress})
 * at the instant each phase begins and one every second, which also cuts the latency timeline into
 * its one-second intervals. Runs on a thread of its own.
 */
final class ProgressReporter {
  private final Measurement measurement;
  private final Phases phases;
  private final PrintStream out;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread created = new Thread(task, "pushmark-progress");
            created.setDaemon(true);
            return created;
          });
  private Phase phase = Phase.CONNECTING;
  private long phaseStartNs;
  private Instant intervalStart;

  ProgressReporter(Measurement measurement, Phases phases, PrintStream out) {
    this.measurement = measurement;
    this.phases = phases;
    this.out = out;
    this.clock = measurement.clock();
    this.phaseStartNs = clock.nanoTime();
    this.intervalStart = clock.wallTime();
  }

  void start() {
    report();
    thread.scheduleAtFixedRate(this::report, 1, 1, TimeUnit.SECONDS);
    measurement
        .begun()
        .thenAccept(
            timeline -> {
              enterAt(timeline.startNs(), Phase.WARMUP);
              enterAt(timeline.measurementStartNs(), Phase.MEASUREMENT);
              enterAt(timeline.drainStartNs(), Phase.DRAIN);
            });
  }

  private void enterAt(long timeNs, Phase next) {
    long delayNs = Math.max(0, timeNs - clock.nanoTime());
    thread.schedule(() -> enter(next), delayNs, TimeUnit.NANOSECONDS);
  }

  private void enter(Phase next) {
    phase = next;
    phaseStartNs = clock.nanoTime();
    report();
  }

  private void report() {
    Instant now = clock.wallTime();
    Histogram interval = measurement.takeInterval(intervalStart, now);
    intervalStart = now;
    boolean measured = interval.getTotalCount() > 0;
    Progress progress =
        new Progress(
            phase,
            (clock.nanoTime() - phaseStartNs) / 1e9,
            lengthOf(phase).toNanos() / 1e9,
            measurement.subscribed(),
            measurement.published(),
            measurement.recorder().arrivals(),
            measured ? interval.getValueAtPercentile(50) : 0,
            measured ? interval.getValueAtPercentile(99) : 0);
    out.println(Progress.PREFIX + Json.line(progress));
    out.flush();
  }

  private Duration lengthOf(Phase of) {
    return switch (of) {
      case CONNECTING, DONE -> Duration.ZERO;
      case WARMUP -> phases.warmup();
      case MEASUREMENT -> phases.measurement();
      case DRAIN -> phases.drain();
    };
  }

  /** Reports the end and stops the thread, so that nobody else cuts intervals from now on. */
  void finish() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    thread.execute(
        () -> {
          enter(Phase.DONE);
          done.countDown();
        });
    done.await(5, TimeUnit.SECONDS);
    thread.shutdownNow();
  }
}
