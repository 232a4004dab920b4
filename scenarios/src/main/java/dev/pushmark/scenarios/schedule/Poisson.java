package dev.pushmark.scenarios.schedule;

import java.util.SplittableRandom;

/**
 * Events that happen independently of each other: the distances between them are exponentially
 * distributed.
 *
 * @param eventsPerSecond mean events per second
 */
public record Poisson(double eventsPerSecond) implements Schedule {
  public Poisson {
    DueTimes.checkRate(eventsPerSecond);
  }

  @Override
  public long[] dueTimesNs(long horizonNs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double meanNs = DueTimes.NS_PER_SECOND / eventsPerSecond;
    DueTimes due = new DueTimes(horizonNs / meanNs);
    for (double t = gap(random, meanNs); t < horizonNs; t += gap(random, meanNs)) {
      due.add((long) t);
    }
    return due.toArray();
  }

  /** Inverse transform sampling; {@code 1 - u} keeps the logarithm's argument above 0. */
  private static double gap(SplittableRandom random, double meanNs) {
    return -Math.log(1 - random.nextDouble()) * meanNs;
  }
}
