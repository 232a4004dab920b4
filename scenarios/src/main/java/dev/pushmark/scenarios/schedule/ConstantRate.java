package dev.pushmark.scenarios.schedule;

import java.util.SplittableRandom;

/**
 * Events at equal distances. The first is due at a random point of the first period, so that
 * publishers of equal rate do not all send at the same instant.
 *
 * @param eventsPerSecond events per second
 */
public record ConstantRate(double eventsPerSecond) implements Schedule {
  public ConstantRate {
    DueTimes.checkRate(eventsPerSecond);
  }

  @Override
  public long[] dueTimesNs(long horizonNs, long seed) {
    double periodNs = DueTimes.NS_PER_SECOND / eventsPerSecond;
    double phase = new SplittableRandom(seed).nextDouble();
    DueTimes due = new DueTimes(horizonNs / periodNs);
    // Multiplied, not added up: a sum would drift with the rounding error of each period.
    for (long k = 0; (phase + k) * periodNs < horizonNs; k++) {
      due.add((long) ((phase + k) * periodNs));
    }
    return due.toArray();
  }
}
