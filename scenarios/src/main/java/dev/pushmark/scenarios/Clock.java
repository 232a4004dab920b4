package dev.pushmark.scenarios;

import java.time.Instant;

/**
 * The clock of every measured time. Given to constructors, never reached for; the system's clocks
 * are read here and nowhere else in this module.
 */
public interface Clock {
  /**
   * A time in nanoseconds from an arbitrary origin, never running backwards; on one Linux host the
   * same origin in every process ({@code CLOCK_MONOTONIC}).
   */
  long nanoTime();

  /** The wall clock: for people, never for differences. */
  Instant wallTime();

  /** The clocks of this machine. */
  static Clock system() {
    return new Clock() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public Instant wallTime() {
        return Instant.now();
      }
    };
  }
}
