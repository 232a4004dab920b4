package dev.pushmark.scenarios.recording;

import dev.pushmark.scenarios.stamp.StampReader;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.WriterReaderPhaser;

/**
 * What one event loop records for all its subscribers. Written by that loop alone, so no write
 * waits for another; {@link #takeDeliveryLatency} and {@link #arrivals} are for any thread, the
 * rest is read when the loop is done.
 */
final class LoopRecorder {
  static final int SIGNIFICANT_DIGITS = 3;
  private static final int SAMPLE_EVERY = 100;
  private static final long POLL_NS = 500_000;

  final StampReader stamp = new StampReader();
  final Histogram serviceTime = new Histogram(SIGNIFICANT_DIGITS);
  final Histogram receiveLag = new Histogram(SIGNIFICANT_DIGITS);
  final Histogram requestWait = new Histogram(SIGNIFICANT_DIGITS);
  final Histogram connect = new Histogram(SIGNIFICANT_DIGITS);
  final EventTimes events = new EventTimes();

  /** Deliveries of every phase, for progress. Written lazily, read from other threads. */
  final AtomicLong arrivals = new AtomicLong();

  long duplicated;
  long deduplicated;
  long resequenced;
  long reordered;
  long damaged;
  long negative;
  long wakeUps;

  private final Loop loop;
  private final WriterReaderPhaser turns = new WriterReaderPhaser();
  private volatile Histogram filling = new Histogram(SIGNIFICANT_DIGITS);
  private Histogram deliveryLatency = filling;
  private long turn;
  private final Runnable asleep = this::sleeping;
  private int unsampled;
  private long worstUnsampledNs;
  private boolean awake;
  private long awakeSinceNs;
  private long countedWakeUpNs = Long.MIN_VALUE;

  /**
   * A recorder for an event loop.
   *
   * @param loop runs tasks on the loop, after what the loop has read in the current turn
   */
  LoopRecorder(Loop loop) {
    this.loop = loop;
  }

  /**
   * Takes note of a read and returns when the loop's current turn read first. A turn ends when the
   * loop comes to its tasks, which is after all the sockets that were ready.
   */
  long awakeSince(long nowNs) {
    if (!awake) {
      loop.execute(asleep);
      awake = true;
      awakeSinceNs = nowNs;
      turn = turns.writerCriticalSectionEnter();
      deliveryLatency = filling;
    }
    return awakeSinceNs;
  }

  private void sleeping() {
    awake = false;
    turns.writerCriticalSectionExit(turn);
  }

  /**
   * The latencies recorded since the last call. Waits for the end of the loop's turn, so that
   * recording costs no synchronisation but once a turn.
   */
  Histogram takeDeliveryLatency() {
    turns.readerLock();
    try {
      Histogram taken = filling;
      filling = new Histogram(SIGNIFICANT_DIGITS);
      turns.flipPhase(POLL_NS);
      return taken;
    } finally {
      turns.readerUnlock();
    }
  }

  /** Records one measured delivery. */
  void delivered(long intendedSendTimeNs, long actualSendTimeNs, long nowNs, long awakeSinceNs) {
    deliveryLatency.recordValue(nowNs - intendedSendTimeNs);
    serviceTime.recordValue(nowNs - actualSendTimeNs);
    receiveLag.recordValue(nowNs - awakeSinceNs);
    if (countedWakeUpNs != awakeSinceNs) {
      countedWakeUpNs = awakeSinceNs;
      wakeUps++;
    }
  }

  /** The largest of the last hundred latencies when there are a hundred more, else -1. */
  long sample(long latencyNs) {
    worstUnsampledNs = Math.max(worstUnsampledNs, latencyNs);
    if (++unsampled < SAMPLE_EVERY) {
      return -1;
    }
    long worst = worstUnsampledNs;
    unsampled = 0;
    worstUnsampledNs = 0;
    return worst;
  }
}
