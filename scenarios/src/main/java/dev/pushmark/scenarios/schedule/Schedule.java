package dev.pushmark.scenarios.schedule;

import dev.pushmark.results.model.Arrivals;

/**
 * Decides when the events of one publisher are due. It knows no clock: callers add the due times to
 * a start of their own and wait. The same seed gives the same times.
 */
public sealed interface Schedule permits ConstantRate, Poisson, Bursts {

  /** Mean number of events per second. */
  double eventsPerSecond();

  /**
   * The times at which events are due.
   *
   * @param horizonNs end of the schedule, exclusive
   * @return nanoseconds after the start, in [0, horizonNs), ascending
   */
  long[] dueTimesNs(long horizonNs, long seed);

  /** The schedule of an arrival process at a mean rate; a rate of 0 is never due. */
  static Schedule of(Arrivals arrivals, double eventsPerSecond) {
    return switch (arrivals.process()) {
      case CONSTANT -> new ConstantRate(eventsPerSecond);
      case POISSON -> new Poisson(eventsPerSecond);
      case BURSTS -> new Bursts(eventsPerSecond, arrivals.burstSize());
    };
  }
}
