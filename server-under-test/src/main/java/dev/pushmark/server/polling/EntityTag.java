package dev.pushmark.server.polling;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import java.util.List;

/**
 * The strong validator of an answer. Within one resource (a URL with its {@code after}) the place
 * that an answer leads to decides its bytes, unless retention has shortened it: then the first
 * event that it still has is part of the tag.
 */
record EntityTag(String text) {
  /** For what follows a client's place. */
  static EntityTag ofPoll(Batch batch) {
    return of(batch, batch.lostAfter() != null);
  }

  /** For the newest events, at most {@code maxEvents}. */
  static EntityTag ofRefresh(Batch batch, int maxEvents) {
    return of(batch, batch.first() > 1 && batch.events().size() < maxEvents);
  }

  private static EntityTag of(Batch batch, boolean shortened) {
    EventId next = new EventId(batch.epoch(), batch.next());
    return new EntityTag("\"" + next + (shortened ? "~" + batch.first() : "") + "\"");
  }

  /** Whether one of these {@code If-None-Match} headers names this answer (weak comparison). */
  boolean matchesAny(List<String> ifNoneMatch) {
    for (String header : ifNoneMatch) {
      for (String element : header.split(",", -1)) {
        String candidate = element.trim();
        if (candidate.equals("*") || candidate.equals(text) || candidate.equals("W/" + text)) {
          return true;
        }
      }
    }
    return false;
  }
}
