package dev.pushmark.server.socketio;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens in its own time, within a bound. */
final class Until {
  private static final int LOOKS = 2_000;
  private static final long PAUSE_NS = Duration.ofMillis(10).toNanos();

  private Until() {}

  static void holds(BooleanSupplier condition) {
    for (int look = 0; look < LOOKS && !condition.getAsBoolean(); look++) {
      LockSupport.parkNanos(PAUSE_NS);
    }
    if (!condition.getAsBoolean()) {
      throw new AssertionError("it does not come about");
    }
  }
}
