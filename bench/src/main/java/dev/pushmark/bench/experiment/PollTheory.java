package dev.pushmark.bench.experiment;

import java.time.Duration;

/**
 * What polling at a fixed interval does to events that come at random (a Poisson process), were
 * there neither network nor server; intervals are counted from poll to poll, at a random phase.
 */
final class PollTheory {
  private PollTheory() {}

  /** An event falls anywhere in the interval, so its latency is uniform: the median is half. */
  static double medianLatencyNs(Duration interval) {
    return interval.toNanos() / 2.0;
  }

  /**
   * The mean time out of date, in nanoseconds. After a poll a subscriber is up to date until the
   * first event E, exponentially distributed with rate λ, and then lacks it until the next poll
   * after T: the mean over the interval is E[max(0, T − E)²] / 2T = T/2 − 1/λ + (1 − e^−λT) / λ²T.
   * With many events to an interval it comes to T/2, with few to λT²/6.
   */
  static double meanTimeOutOfDateNs(Duration interval, double eventsPerSecond) {
    if (eventsPerSecond == 0) {
      return 0; // nothing to lack
    }
    double t = interval.toNanos() / 1e9;
    double expected = eventsPerSecond * t;
    double share = 0.5 - 1 / expected - Math.expm1(-expected) / (expected * expected);
    return share * interval.toNanos();
  }
}
