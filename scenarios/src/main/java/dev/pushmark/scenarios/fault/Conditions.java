package dev.pushmark.scenarios.fault;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.Fault.Direction;

/**
 * What all lasting faults together make of one connection. Delays add up, so do jitters; of several
 * bandwidths or windows, the narrowest bandwidth and the widest window count.
 *
 * @param seed of what is drawn
 * @param delayNs how long each chunk is held
 * @param jitterNs how much longer at most
 * @param reorderNs window in which connections overtake each other; 0 for none
 * @param bytesPerSecond bytes per second and direction; {@link #UNLIMITED} for as many as there are
 * @param stalled whether nothing flows
 */
record Conditions(
    long seed, long delayNs, long jitterNs, long reorderNs, long bytesPerSecond, boolean stalled) {
  static final long UNLIMITED = Long.MAX_VALUE;

  /** Nothing is wrong. */
  static final Conditions CALM = new Conditions(0, 0, 0, 0, UNLIMITED, false);

  /** Below, a slice would be less than a packet of Ethernet carries. */
  private static final int MIN_SLICE_BYTES = 1_460;

  private static final int SLICES_PER_SECOND = 100;

  /** What a link that was idle, or woken late, may catch up on. */
  private static final long CATCH_UP_NS = 20_000_000;

  /** The same with one more fault. */
  Conditions and(Fault.Lasting fault, long faultSeed) {
    return new Conditions(
        faultSeed,
        delayNs + (fault instanceof Fault.Delay delay ? delay.oneWay().toNanos() : 0),
        jitterNs + (fault instanceof Fault.Jitter jitter ? jitter.atMost().toNanos() : 0),
        Math.max(
            reorderNs, fault instanceof Fault.Reorder reorder ? reorder.window().toNanos() : 0),
        Math.min(
            bytesPerSecond,
            fault instanceof Fault.Bandwidth bandwidth ? bandwidth.bytesPerSecond() : UNLIMITED),
        stalled || fault instanceof Fault.Stall);
  }

  /** Whether chunks pass as they come. */
  boolean areCalm() {
    return delayNs == 0 && jitterNs == 0 && reorderNs == 0 && !isLimited() && !stalled;
  }

  /** Whether bandwidth is limited. */
  boolean isLimited() {
    return bytesPerSecond != UNLIMITED;
  }

  /** The earliest time at which a chunk leaves, those before it and its bandwidth aside. */
  long dueNs(long readNs, long connection, Direction direction, long chunk) {
    long dueNs = readNs + delayNs;
    if (reorderNs > 0) {
      long window = Math.floorDiv(readNs, reorderNs);
      double place = Draw.uniform(seed, connection, number(direction), window);
      dueNs = (window + 1) * reorderNs + (long) (place * reorderNs) + delayNs;
    }
    if (jitterNs > 0) {
      dueNs += (long) (Draw.uniform(seed, connection, number(direction), chunk) * jitterNs);
    }
    return dueNs;
  }

  private static long number(Direction direction) {
    return direction == Direction.TO_SERVER ? 0 : 1;
  }

  /** How many of some bytes go at once. */
  int sliceBytes(int bytes) {
    return isLimited()
        ? (int) Math.min(bytes, Math.max(MIN_SLICE_BYTES, bytesPerSecond / SLICES_PER_SECOND))
        : bytes;
  }

  /**
   * When the next slice may go.
   *
   * @param freeNs when this one was allowed to
   */
  long nextFreeNs(long freeNs, long nowNs, int bytes) {
    return Math.max(freeNs, nowNs - CATCH_UP_NS) + (long) (bytes * 1e9 / bytesPerSecond);
  }
}
