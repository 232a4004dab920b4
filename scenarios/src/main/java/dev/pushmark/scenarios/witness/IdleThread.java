package dev.pushmark.scenarios.witness;

import dev.pushmark.scenarios.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A thread that only sleeps, and writes down when it woke up late: then the whole process, or the
 * machine, was held up. Thread safe.
 */
final class IdleThread {
  /** Rare enough to cost nothing on a shared core. */
  private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long WORTH_NOTING_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Clock clock;
  private final List<Stall> stalls = new ArrayList<>();

  private IdleThread(Clock clock) {
    this.clock = clock;
  }

  static IdleThread start(Clock clock) {
    IdleThread idle = new IdleThread(clock);
    Thread thread = new Thread(idle::run, "idle");
    thread.setDaemon(true);
    thread.start();
    return idle;
  }

  private void run() {
    try {
      for (; ; ) {
        long dueNs = clock.nanoTime() + PERIOD_NS;
        TimeUnit.NANOSECONDS.sleep(PERIOD_NS);
        long nowNs = clock.nanoTime();
        if (nowNs - dueNs > WORTH_NOTING_NS) {
          add(new Stall(nowNs, nowNs - dueNs));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void add(Stall stall) {
    stalls.add(stall);
  }

  synchronized List<Stall> stalls() {
    return List.copyOf(stalls);
  }
}
