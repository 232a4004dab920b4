package dev.pushmark.server.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive events as a reader gets them, with the hole in front of them, if there is one.
 *
 * @param lostAfter what the reader had when events behind it could not be recovered, else null
 * @param first the offset of the first event, existing or yet to come, that follows the hole or the
 *     reader's place
 * @param payloadBytes the sum over all events
 * @param endBytes bytes of payload that the room had seen at the end of this batch
 */
public record Batch(
    String epoch,
    @Nullable EventId lostAfter,
    long first,
    List<Event> events,
    int payloadBytes,
    long endBytes) {

  /** What a reader at {@code place} gets when nothing has happened. */
  public static Batch nothingAfter(EventId place) {
    return new Batch(place.epoch(), null, place.offset() + 1, List.of(), 0, 0);
  }

  /** The same events for a reader that had got no further than {@code place}. */
  public Batch withHoleAfter(EventId place) {
    return new Batch(epoch, place, first, events, payloadBytes, endBytes);
  }

  /** Nothing new: neither events nor a hole to tell. */
  public boolean isEmpty() {
    return events.isEmpty() && lostAfter == null;
  }

  /**
   * How many events the hole is known to have swallowed; those of an earlier epoch are not known.
   */
  public long knownLost() {
    if (lostAfter == null || !lostAfter.epoch().equals(epoch)) {
      return 0;
    }
    return first - 1 - lostAfter.offset();
  }

  /** The offset that a reader stands at once it has this batch. */
  public long next() {
    return first + events.size() - 1;
  }
}
