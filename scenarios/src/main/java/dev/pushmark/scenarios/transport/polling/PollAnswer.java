package dev.pushmark.scenarios.transport.polling;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.wire.GapText;
import dev.pushmark.scenarios.transport.wire.HttpText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a poller has to know of the body {@code {"next":"EPOCH-OFFSET","events":[…]}}: the cursor,
 * whether there are events, whether a gap stands before them. The events themselves are left to
 * whoever scans for stamps.
 *
 * @param next the cursor for the next poll
 * @param eventsFrom index behind the opening bracket of the events
 * @param gapFirst whether the first element is a gap
 * @param empty whether there is no element
 */
record PollAnswer(String next, int eventsFrom, boolean gapFirst, boolean empty) {
  private static final byte[] HEAD = HttpText.ascii("{\"next\":\"");
  private static final byte[] EVENTS = HttpText.ascii("\",\"events\":[");
  private static final byte[] GAP = HttpText.ascii("{\"gap\":{");
  private static final byte[] EVENT = HttpText.ascii("{\"id\":\"");
  private static final byte[] END = HttpText.ascii("]}");
  private static final int MAX_ID = 200;

  /** An id goes into the next request as it is, so nothing in it may need quoting there. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]+-[0-9]{1,18}");

  /** Reads the head and the end of a body; null if it is not of the form. */
  static @Nullable PollAnswer read(ByteBuf body, int from, int to) {
    if (!HttpText.matches(body, from, to, HEAD)) {
      return null;
    }
    int idFrom = from + HEAD.length;
    int idTo = body.indexOf(idFrom, Math.min(to, idFrom + MAX_ID), (byte) '"');
    if (idTo < 0 || !HttpText.matches(body, idTo, to, EVENTS)) {
      return null;
    }
    int eventsFrom = idTo + EVENTS.length;
    String next = body.toString(idFrom, idTo - idFrom, US_ASCII);
    if (!ID.matcher(next).matches()
        || to - END.length < eventsFrom
        || !HttpText.matches(body, to - END.length, to, END)) {
      return null;
    }
    return new PollAnswer(
        next,
        eventsFrom,
        HttpText.matches(body, eventsFrom, to, GAP),
        eventsFrom == to - END.length);
  }

  /** How many events are missing where there is a gap or a page does not reach back far enough. */
  long missedSince(String seen, ByteBuf body, int to) {
    if (gapFirst) {
      return GapText.missed(body, eventsFrom, to);
    }
    if (empty) {
      long upToLast = GapText.between(seen, next);
      return upToLast == Receiver.UNKNOWN ? upToLast : upToLast + 1;
    }
    int idFrom = eventsFrom + EVENT.length;
    int idTo =
        HttpText.matches(body, eventsFrom, to, EVENT)
            ? body.indexOf(idFrom, Math.min(to, idFrom + MAX_ID), (byte) '"')
            : -1;
    return idTo < 0
        ? Receiver.UNKNOWN
        : GapText.between(seen, body.toString(idFrom, idTo - idFrom, US_ASCII));
  }

  /**
   * Where in a page of the latest events the ones behind a cursor begin.
   *
   * @return the index of the event that follows {@code seen}, or -1 if the page does not reach back
   *     that far
   */
  int firstBehind(String seen, ByteBuf body, int to) {
    int dash = seen.lastIndexOf('-');
    long offset = Long.parseLong(seen.substring(dash + 1)) + 1;
    byte[] id = HttpText.ascii("{\"id\":\"" + seen.substring(0, dash + 1) + offset + '"');
    int found =
        ByteBufUtil.indexOf(Unpooled.wrappedBuffer(id), body.slice(eventsFrom, to - eventsFrom));
    return found < 0 ? -1 : eventsFrom + found;
  }
}
