package dev.pushmark.bench;

import java.time.Instant;

/**
 * The only place in this module that reads a clock; given to constructors so that tests can set it.
 */
public interface Clock {
  /** Monotonic time in nanoseconds, comparable between processes on one Linux host. */
  long nanoTime();

  /** Time of day, for records that people read; never for measuring. */
  Instant now();

  /** The machine's own clocks. */
  static Clock system() {
    return new Clock() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public Instant now() {
        return Instant.now();
      }
    };
  }
}
