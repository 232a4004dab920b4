package dev.pushmark.scenarios.recording;

import dev.pushmark.results.model.Ordering;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/**
 * Puts one publisher's events, as one subscriber gets them, back in order: each is handed over when
 * all before it have come or are known to be skipped, and once only. Holds events within bounds of
 * number and time, then gives up on the missing ones; one that comes even later is handed over at
 * once, out of order, since it is better than none. Not thread safe.
 */
final class Resequencer {
  /** Where events go in order. */
  interface Application {
    void handOver(int sequence, long intendedSendTimeNs, long actualSendTimeNs);
  }

  /** What was made of an arrival. */
  enum Arrival {
    /** Nothing with a higher number had arrived before it. */
    IN_ORDER,
    /** Something with a higher number was held for it. */
    RESEQUENCED,
    /** Something with a higher number had been handed over without it. */
    TOO_LATE,
    DUPLICATE
  }

  /** The deadline where nothing is held. */
  static final long NONE = Long.MAX_VALUE;

  private record Held(
      int sequence, long intendedSendTimeNs, long actualSendTimeNs, long arrivedNs) {}

  private final Ordering bounds;
  private final int events;
  private final IntToLongFunction intendedSendTimeNs;
  private final Gaps gaps;
  private final Application application;
  private final BitSet seen = new BitSet();
  private final TreeMap<Integer, Held> held = new TreeMap<>();
  private final ArrayDeque<Held> byArrival = new ArrayDeque<>();
  private int next;
  private int highest = -1;

  /**
   * A resequencer of events that are numbered from 0.
   *
   * @param events how many there will be
   * @param intendedSendTimeNs when an event is due
   * @param firstOwed the first event that is waited for
   * @param gaps what the subscriber is told, of all publishers of its room
   */
  Resequencer(
      Ordering bounds,
      int events,
      IntToLongFunction intendedSendTimeNs,
      int firstOwed,
      Gaps gaps,
      Application application) {
    this.bounds = bounds;
    this.events = events;
    this.intendedSendTimeNs = intendedSendTimeNs;
    this.next = firstOwed;
    this.gaps = gaps;
    this.application = application;
  }

  Arrival arrived(int sequence, long intendedNs, long actualSendTimeNs, long nowNs) {
    if (seen.get(sequence)) {
      return Arrival.DUPLICATE;
    }
    seen.set(sequence);
    boolean overtaken = sequence < highest;
    highest = Math.max(highest, sequence);
    if (sequence < next) {
      application.handOver(sequence, intendedNs, actualSendTimeNs);
      return overtaken ? Arrival.TOO_LATE : Arrival.IN_ORDER;
    }
    Held event = new Held(sequence, intendedNs, actualSendTimeNs, nowNs);
    held.put(sequence, event);
    byArrival.add(event);
    release();
    while (held.size() > bounds.maxHeldEvents()) {
      giveUpBefore(held.firstKey());
    }
    return overtaken ? Arrival.RESEQUENCED : Arrival.IN_ORDER;
  }

  /** Hands over what waits for nothing any more; to be called when a gap has been closed. */
  void release() {
    Map.Entry<Integer, Held> first = held.firstEntry();
    while (first != null && next <= first.getKey()) {
      if (next == first.getKey()) {
        held.remove(next);
        next++;
        Held event = first.getValue();
        application.handOver(
            event.sequence(), event.intendedSendTimeNs(), event.actualSendTimeNs());
        first = held.firstEntry();
      } else if (gaps.tell(intendedSendTimeNs.applyAsLong(next)) != Gaps.NOT_TOLD) {
        next++;
      } else {
        return;
      }
    }
  }

  /** When the event is due that is waited for. */
  long awaitedNs() {
    return next < events ? intendedSendTimeNs.applyAsLong(next) : NONE;
  }

  /** When the event that is held longest must be handed over; {@link #NONE} if none is. */
  long deadlineNs() {
    Held oldest = byArrival.peek();
    while (oldest != null && oldest.sequence() < next) {
      byArrival.remove();
      oldest = byArrival.peek();
    }
    return oldest == null ? NONE : oldest.arrivedNs() + bounds.maxHeldTime().toNanos();
  }

  /** Gives up on whatever held events have waited too long for. */
  void expire(long nowNs) {
    while (deadlineNs() <= nowNs) {
      giveUpBefore(byArrival.element().sequence());
    }
  }

  /** Waits for nothing any more: the subscriber leaves. */
  void giveUp() {
    if (!held.isEmpty()) {
      giveUpBefore(held.lastKey());
    }
  }

  /** Hands over this held event and, in order, those held that come before it. */
  private void giveUpBefore(int sequence) {
    while (next <= sequence) {
      next = held.firstKey();
      release();
    }
  }
}
