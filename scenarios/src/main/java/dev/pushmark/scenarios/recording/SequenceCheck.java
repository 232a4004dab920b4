package dev.pushmark.scenarios.recording;

import java.util.BitSet;

/**
 * What one subscriber got of one publisher's numbered events: exact, whatever the order. Not thread
 * safe.
 */
final class SequenceCheck {
  /** How an event arrived. */
  enum Arrival {
    IN_ORDER,
    /** First copy, after an event with a higher number (RFC 4737, section 3). */
    REORDERED,
    DUPLICATE
  }

  private final BitSet seen;
  private final BitSet told = new BitSet();
  private int expectedNext;
  private boolean gapOpen;

  /**
   * A check of events that are numbered from 0.
   *
   * @param events how many there will be: all of the memory is taken now, none while measuring
   */
  SequenceCheck(int events) {
    seen = new BitSet(events);
  }

  Arrival arrived(int sequence) {
    if (seen.get(sequence)) {
      return Arrival.DUPLICATE;
    }
    seen.set(sequence);
    if (sequence < expectedNext) {
      return Arrival.REORDERED;
    }
    if (gapOpen) {
      told.set(expectedNext, sequence);
      gapOpen = false;
    }
    expectedNext = sequence + 1;
    return Arrival.IN_ORDER;
  }

  /**
   * The subscriber was told that events are missing here: what does not arrive between the highest
   * number so far and the next one in order was skipped, not lost.
   */
  void gap() {
    gapOpen = true;
  }

  /** Events of [from, to) that arrived. */
  int delivered(int from, int to) {
    return seen.get(from, to).cardinality();
  }

  /** Events of [from, to) that did not arrive, the subscriber told so. */
  int skipped(int from, int to) {
    BitSet missing = told.get(from, to);
    if (gapOpen && to > expectedNext) {
      missing.set(Math.max(0, expectedNext - from), to - from);
    }
    missing.andNot(seen.get(from, to));
    return missing.cardinality();
  }
}
