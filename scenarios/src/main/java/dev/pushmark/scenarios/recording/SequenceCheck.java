package dev.pushmark.scenarios.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

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

  /** Takes the events that were skipped. */
  interface Skipped {
    /**
     * An event that did not arrive, the subscriber told so.
     *
     * @param endedNs when the next event in order arrived; {@link Gaps#STILL_OPEN} if none did
     */
    void event(int sequence, long endedNs);
  }

  private record Told(int from, int to, long closedNs) {}

  private static final int WORD_BITS = 6;

  private final int events;
  private final long[] seen; // a bit for each event
  private final IntToLongFunction intendedSendTimeNs;
  private final int firstOwed;
  private final Gaps gaps;
  private final List<Told> told = new ArrayList<>();
  private int expectedNext;

  /**
   * A check of events that are numbered from 0.
   *
   * @param events how many there will be: all of the memory is taken now, none while measuring
   * @param intendedSendTimeNs when an event is due
   * @param firstOwed the first event that is missed if it does not come
   * @param gaps what the subscriber is told, of all publishers of its room
   */
  SequenceCheck(int events, IntToLongFunction intendedSendTimeNs, int firstOwed, Gaps gaps) {
    this.events = events;
    this.seen = new long[(events >> WORD_BITS) + 1];
    this.intendedSendTimeNs = intendedSendTimeNs;
    this.firstOwed = firstOwed;
    this.gaps = gaps;
  }

  Arrival arrived(int sequence, long nowNs) {
    int word = sequence >> WORD_BITS;
    long bit = 1L << sequence;
    if ((seen[word] & bit) != 0) {
      return Arrival.DUPLICATE;
    }
    seen[word] |= bit;
    if (sequence < expectedNext) {
      takeBack(sequence);
      return Arrival.REORDERED;
    }
    gaps.closed(nowNs);
    tell(sequence);
    expectedNext = sequence + 1;
    return Arrival.IN_ORDER;
  }

  /** No more will come: what is missing below this number was skipped as far as gaps account. */
  void finish(int to) {
    tell(to);
    expectedNext = Math.max(expectedNext, to);
  }

  /** When the event is due that comes next where all is in order. */
  long awaitedNs() {
    return expectedNext < events ? intendedSendTimeNs.applyAsLong(expectedNext) : Long.MAX_VALUE;
  }

  private void tell(int to) {
    for (int i = Math.max(expectedNext, firstOwed); i < to && !gaps.isEmpty(); i++) {
      long closedNs = gaps.tell(intendedSendTimeNs.applyAsLong(i));
      if (closedNs != Gaps.NOT_TOLD) {
        add(i, closedNs);
      }
    }
  }

  private void add(int sequence, long closedNs) {
    Told last = told.isEmpty() ? null : told.get(told.size() - 1);
    if (last != null && last.to == sequence && last.closedNs == closedNs) {
      told.set(told.size() - 1, new Told(last.from, sequence + 1, closedNs));
    } else {
      told.add(new Told(sequence, sequence + 1, closedNs));
    }
  }

  private void takeBack(int sequence) {
    for (int i = told.size() - 1; i >= 0; i--) {
      if (told.get(i).from <= sequence && sequence < told.get(i).to) {
        gaps.takeBack(told.get(i).closedNs);
      }
    }
  }

  /** Events of [from, to) that arrived. */
  int delivered(int from, int to) {
    int delivered = 0;
    for (int i = from; i < to; i++) {
      delivered += isSeen(i) ? 1 : 0;
    }
    return delivered;
  }

  private boolean isSeen(int sequence) {
    return (seen[sequence >> WORD_BITS] & 1L << sequence) != 0;
  }

  /** Hands over the events of [from, to) that did not arrive, the subscriber told so. */
  void skipped(int from, int to, Skipped receiver) {
    for (Told range : told) {
      for (int i = Math.max(from, range.from); i < Math.min(to, range.to); i++) {
        if (!isSeen(i)) {
          receiver.event(i, range.closedNs);
        }
      }
    }
  }
}
