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
 */
public record Batch(
    String epoch, @Nullable EventId lostAfter, long first, List<Event> events, int payloadBytes) {

  /** Nothing new: neither events nor a hole to tell. */
  public boolean isEmpty() {
    return events.isEmpty() && lostAfter == null;
  }

  /** The offset that a reader stands at once it has this batch. */
  public long next() {
    return first + events.size() - 1;
  }
}
