package dev.pushmark.bench.cli;

import dev.pushmark.bench.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock that a test moves. */
final class TickingClock implements Clock {
  private long nowNs = 1_000_000_000L;

  void advance(Duration by) {
    nowNs += by.toNanos();
  }

  @Override
  public long nanoTime() {
    return nowNs;
  }

  @Override
  public Instant now() {
    return Instant.ofEpochSecond(0, nowNs);
  }
}
