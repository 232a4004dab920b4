package dev.pushmark.scenarios.gatling.yardstick;

import dev.pushmark.scenarios.recording.Window;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * What arrived on one thread. Written by that thread alone; others see all that was recorded before
 * the last count that they have seen.
 */
final class Tally {
  private final Tallies all;
  private final Histogram latency = new Histogram(Tallies.SIGNIFICANT_DIGITS);
  private final AtomicLong arrivals = new AtomicLong();
  private long negative;

  Tally(Tallies all) {
    this.all = all;
  }

  /** An event came whose stamp says when it was to be sent. */
  void arrived(long intendedSendTimeNs, long receiveTimeNs) {
    Window measured = all.window();
    if (measured != null && measured.contains(intendedSendTimeNs)) {
      if (receiveTimeNs < intendedSendTimeNs) {
        negative++;
      } else {
        latency.recordValue(receiveTimeNs - intendedSendTimeNs);
      }
    }
    arrivals.lazySet(arrivals.getPlain() + 1);
  }

  /** Of every phase. */
  long arrivals() {
    return arrivals.get();
  }

  /** After {@link #arrivals}. */
  Histogram latency() {
    return latency;
  }

  /** After {@link #arrivals}. */
  long negative() {
    return negative;
  }
}
