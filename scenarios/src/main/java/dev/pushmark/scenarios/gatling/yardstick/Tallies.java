package dev.pushmark.scenarios.gatling.yardstick;

import dev.pushmark.scenarios.recording.Window;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What arrived on all threads together. Thread safe. */
final class Tallies {
  static final int SIGNIFICANT_DIGITS = 3;

  private final Queue<Tally> all = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<Tally> own = ThreadLocal.withInitial(this::another);
  private volatile @Nullable Window window;

  private Tally another() {
    Tally tally = new Tally(this);
    all.add(tally);
    return tally;
  }

  /** The calling thread's. */
  Tally own() {
    return own.get();
  }

  /** Sets what is measured; before the first event is published. */
  void measure(Window measured) {
    window = measured;
  }

  @Nullable Window window() {
    return window;
  }

  /** Events of every phase. */
  long arrivals() {
    return all.stream().mapToLong(Tally::arrivals).sum();
  }

  /**
   * Measured events that seem to have arrived before they were sent; when nothing comes any more.
   */
  long negative() {
    arrivals();
    return all.stream().mapToLong(Tally::negative).sum();
  }

  /** Delivery latencies of measured events; when nothing comes any more. */
  Histogram latency() {
    arrivals();
    Histogram whole = new Histogram(SIGNIFICANT_DIGITS);
    all.forEach(tally -> whole.add(tally.latency()));
    return whole;
  }
}
