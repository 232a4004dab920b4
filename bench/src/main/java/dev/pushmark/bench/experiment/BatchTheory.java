package dev.pushmark.bench.experiment;

import java.time.Duration;

/**
 * What a batch window does to events that come at random (a Poisson process), were there nothing
 * else to wait for. A window begins with the first event that has not been sent, so that one waits
 * for all of it, and whoever comes meanwhile for the rest of it.
 */
final class BatchTheory {
  private BatchTheory() {}

  /** How many events are written together on average: the first, and those that come meanwhile. */
  static double eventsTogether(Duration window, double eventsPerSecond) {
    return 1 + eventsPerSecond * window.toNanos() / 1e9;
  }

  /**
   * The median wait, in nanoseconds. Of 1 + λW events one waits for W, the others for a time that
   * is uniform over it; so up to x wait λx of them, which are half of all at x = W/2 + 1/2λ. Where
   * that is more than W, most events are the only ones of their window: the median is W.
   */
  static double medianWaitNs(Duration window, double eventsPerSecond) {
    double half = eventsTogether(window, eventsPerSecond) / (2 * eventsPerSecond) * 1e9;
    return Math.min(window.toNanos(), half);
  }
}
