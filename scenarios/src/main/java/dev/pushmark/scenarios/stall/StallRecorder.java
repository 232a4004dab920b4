package dev.pushmark.scenarios.stall;

import dev.pushmark.scenarios.Clock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Records by how much an idle thread of this process wakes later than it asked to, as jHiccup does:
 * whatever holds it up (the scheduler, the hypervisor, a safepoint, a collection, a signal) holds
 * up every other thread as well. A stall counts once for each 5 ms at which somebody could have
 * begun to wait for its end, so that 50 ms count as 50, 45, 40 … ms. (Each millisecond would take
 * some 2 % of a core.) It is recorded when it ends.
 */
public final class StallRecorder {
  /** What the thread asks to sleep for. */
  static final long SLEEP_NS = 5_000_000;

  private static final int SIGNIFICANT_DIGITS = 3;

  private final Clock clock;
  private final LongConsumer sleep;
  private final SingleWriterRecorder stalls = new SingleWriterRecorder(SIGNIFICANT_DIGITS);
  private long lastNs;

  /**
   * A recorder that has not begun.
   *
   * @param sleep sleeps for so many nanoseconds, or less
   */
  StallRecorder(Clock clock, LongConsumer sleep) {
    this.clock = clock;
    this.sleep = sleep;
    this.lastNs = clock.nanoTime();
  }

  /** Begins to record, on a daemon thread of its own that ends with the process. */
  public static StallRecorder start(Clock clock) {
    StallRecorder recorder = new StallRecorder(clock, LockSupport::parkNanos);
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                recorder.sleepOnce();
              }
            },
            "pushmark-stalls");
    thread.setDaemon(true);
    thread.start();
    return recorder;
  }

  /** Sleeps and records; the time since the last wake-up counts, so that nothing falls between. */
  void sleepOnce() {
    long dueNs = lastNs + SLEEP_NS;
    long nowNs = clock.nanoTime();
    while (nowNs < dueNs) {
      sleep.accept(dueNs - nowNs);
      nowNs = clock.nanoTime();
    }
    lastNs = nowNs;
    stalls.recordValueWithExpectedInterval(nowNs - dueNs, SLEEP_NS);
  }

  /** What was recorded since the last call, in nanoseconds. One caller at a time. */
  public Histogram takeInterval() {
    return stalls.getIntervalHistogram();
  }
}
