package dev.pushmark.server.room;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The retained end of a log: a ring of events with consecutive offsets. Not thread safe. */
final class RetainedLog {
  private static final int FIRST_CAPACITY = 8;

  private final Retention retention;
  private final long ageNs;
  private @Nullable Event[] ring = new Event[FIRST_CAPACITY];
  private long first = 1;
  private long tail;
  private long bytes;
  private long endBytes;

  RetainedLog(Retention retention) {
    this.retention = retention;
    this.ageNs = retention.age().toNanos();
  }

  /** The oldest offset still held; {@code tail() + 1} when none is. */
  long first() {
    return first;
  }

  /** The offset given out last; 0 before the first. */
  long tail() {
    return tail;
  }

  Event get(long offset) {
    Event event = ring[slot(offset)];
    if (event == null || event.offset() != offset) {
      throw new IndexOutOfBoundsException(offset + " is not within " + first + ".." + tail);
    }
    return event;
  }

  long append(byte[] payload, long nowNs) {
    if (tail - first + 1 == ring.length) {
      grow();
    }
    endBytes += payload.length;
    Event event = new Event(tail + 1, payload, endBytes, nowNs);
    ring[slot(event.offset())] = event;
    tail = event.offset();
    bytes += payload.length;
    evict(nowNs);
    return tail;
  }

  /**
   * Bytes of payload ever appended up to and with this offset, which is not before what is held.
   */
  long endBytes(long offset) {
    return offset < first ? endBytes - bytes : get(offset).endBytes();
  }

  /**
   * The last offset, but at most {@code last - 1}, of an event that began before {@code position}
   * (in bytes of payload ever appended); everything behind it begins there or later.
   */
  long lastBeginningBefore(long position, long last) {
    long low = first - 1;
    long high = Math.max(low, last - 1);
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (get(middle).startBytes() < position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Drops what retention no longer covers. */
  void evict(long nowNs) {
    while (first <= tail) {
      Event oldest = get(first);
      boolean tooMany = tail - first + 1 > retention.events();
      boolean tooLarge = bytes > retention.bytes() && first < tail;
      if (!tooMany && !tooLarge && nowNs - oldest.appendedNs() <= ageNs) {
        return;
      }
      ring[slot(first)] = null;
      bytes -= oldest.payload().length;
      first++;
    }
    if (ring.length > FIRST_CAPACITY) {
      ring = new Event[FIRST_CAPACITY];
    }
  }

  private void grow() {
    @Nullable Event[] larger = Arrays.copyOf(ring, ring.length * 2);
    Arrays.fill(larger, null);
    for (long offset = first; offset <= tail; offset++) {
      larger[(int) (offset & (larger.length - 1))] = ring[slot(offset)];
    }
    ring = larger;
  }

  private int slot(long offset) {
    return (int) (offset & (ring.length - 1));
  }
}
