package dev.pushmark.bench.micro.pair;

import dev.pushmark.scenarios.Clock;
import java.time.Instant;

/** A clock on which every short pause has passed by the time it is asked again. */
final class HastyClock implements Clock {
  static final long STEP_NS = 1_000_000;

  private final Clock wall;
  private long nowNs;

  HastyClock(Clock wall) {
    this.wall = wall;
  }

  @Override
  public long nanoTime() {
    nowNs += STEP_NS;
    return nowNs;
  }

  @Override
  public Instant wallTime() {
    return wall.wallTime();
  }
}
