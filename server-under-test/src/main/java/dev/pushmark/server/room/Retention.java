package dev.pushmark.server.room;

import java.time.Duration;

/**
 * How much of its past a room keeps: whichever bound is reached first drops the oldest events.
 *
 * @param bytes of payload; the newest event is kept whatever its size
 */
public record Retention(int events, long bytes, Duration age) {
  private static final Duration LONGEST_AGE = Duration.ofDays(365);
  public static final Retention DEFAULT = new Retention(10_000, 16L << 20, Duration.ofMinutes(5));

  public Retention {
    if (events < 1) {
      throw new IllegalArgumentException("--retain-events must be >= 1, was " + events);
    }
    if (bytes < 1) {
      throw new IllegalArgumentException("--retain-bytes must be >= 1, was " + bytes);
    }
    if (age.isNegative() || age.isZero() || age.compareTo(LONGEST_AGE) > 0) {
      throw new IllegalArgumentException("--retain-age must be > 0 and <= 365d, was " + age);
    }
  }
}
