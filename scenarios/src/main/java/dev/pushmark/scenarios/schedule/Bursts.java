package dev.pushmark.scenarios.schedule;

/**
 * Events that are due several at the same instant; the bursts follow each other independently.
 *
 * @param eventsPerSecond mean events per second, all events of a burst counted
 * @param burstSize events per burst
 */
public record Bursts(double eventsPerSecond, int burstSize) implements Schedule {
  public Bursts {
    DueTimes.checkRate(eventsPerSecond);
    if (burstSize < 1) {
      throw new IllegalArgumentException("burst size must be >= 1 events, was " + burstSize);
    }
  }

  @Override
  public long[] dueTimesNs(long horizonNs, long seed) {
    long[] bursts = new Poisson(eventsPerSecond / burstSize).dueTimesNs(horizonNs, seed);
    long[] due = new long[Math.multiplyExact(bursts.length, burstSize)];
    for (int i = 0; i < due.length; i++) {
      due[i] = bursts[i / burstSize];
    }
    return due;
  }
}
