package dev.pushmark.server.metrics;

import java.util.concurrent.atomic.AtomicLong;

/** A number that one thread changes and any thread reads, at the cost of a plain field. */
public final class Count {
  private final AtomicLong value = new AtomicLong();

  /** By the one thread that owns this. */
  public void add(long more) {
    value.lazySet(value.getPlain() + more);
  }

  /** By the one thread that owns this. */
  public void set(long now) {
    value.lazySet(now);
  }

  long get() {
    return value.get();
  }
}
