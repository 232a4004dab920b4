package dev.pushmark.scenarios.schedule;

import java.util.Arrays;

/** A growing array of due times, and the checks that every schedule makes. */
final class DueTimes {
  static final double NS_PER_SECOND = 1e9;

  private long[] times;
  private int size;

  DueTimes(double expected) {
    times = new long[(int) Math.max(16, Math.min(expected * 1.1, Integer.MAX_VALUE >> 4))];
  }

  void add(long timeNs) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
    }
    times[size++] = timeNs;
  }

  long[] toArray() {
    return Arrays.copyOf(times, size);
  }

  static void checkRate(double eventsPerSecond) {
    if (!(eventsPerSecond >= 0 && eventsPerSecond <= 1e6)) {
      throw new IllegalArgumentException(
          "rate must be 0 to 1000000 events/s, was " + eventsPerSecond);
    }
  }
}
