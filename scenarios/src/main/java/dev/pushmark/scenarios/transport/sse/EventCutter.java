package dev.pushmark.scenarios.transport.sse;

import dev.pushmark.scenarios.transport.LastEventId;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.wire.EventIds;
import dev.pushmark.scenarios.transport.wire.GapText;
import dev.pushmark.scenarios.transport.wire.HttpText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.TooLongFrameException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an event stream, whose lines end with LF or CRLF, into runs of whole events, which end with
 * a blank line, and keeps an unfinished rest for the next bytes. A gap event is handed on as such.
 * Not thread safe.
 */
final class EventCutter {
  static final int MAX_EVENT_BYTES = 16 << 20;

  private static final byte[] EVENT = HttpText.ascii("event:");
  private static final byte[] DATA = HttpText.ascii("data:");
  private static final byte[] GAP = HttpText.ascii("gap");
  private static final byte LF = '\n';
  private static final byte CR = '\r';

  private final Receiver receiver;
  private @Nullable ByteBuf rest;
  private boolean begun;

  EventCutter(Receiver receiver) {
    this.receiver = receiver;
  }

  /**
   * Hands on what is whole now.
   *
   * @throws TooLongFrameException if an event does not end
   */
  void add(ByteBufAllocator allocator, ByteBuf bytes) {
    if (rest == null) {
      int end = handOn(bytes, bytes.readerIndex());
      int left = bytes.writerIndex() - end;
      if (left > 0) {
        rest = allocator.buffer(left).writeBytes(bytes, end, left);
      }
    } else {
      int firstNew = rest.writerIndex();
      rest.writeBytes(bytes);
      rest.readerIndex(handOn(rest, firstNew));
      if (rest.readableBytes() > MAX_EVENT_BYTES) {
        throw new TooLongFrameException("an event had more than " + MAX_EVENT_BYTES + " bytes");
      }
      if (rest.isReadable()) {
        rest.discardReadBytes();
      } else {
        release();
      }
    }
  }

  void release() {
    if (rest != null) {
      rest.release();
      rest = null;
    }
  }

  /** Hands on the whole events, the last of which ends in the new bytes; returns where they end. */
  private int handOn(ByteBuf bytes, int firstNew) {
    int from = bytes.readerIndex();
    int end = endOfLastEvent(bytes, from, firstNew);
    if (end > from) {
      if (!begun) {
        begun = true;
        tellPlace(bytes, from, end);
      }
      handOnBetweenGaps(bytes, from, end);
    }
    return end;
  }

  /** A stream may begin with a block that has an id but no data: the place where it begins. */
  private void tellPlace(ByteBuf bytes, int from, int to) {
    int end = endOfEvent(bytes, from, to);
    for (int line = from; line < end; line = bytes.indexOf(line, end, LF) + 1) {
      if (HttpText.matches(bytes, line, end, DATA)) {
        return;
      }
    }
    LastEventId place = new LastEventId();
    EventIds.lastOfLines(bytes, from, end, place);
    String id = place.get();
    if (id != null) {
      receiver.reached(id);
    }
  }

  private void handOnBetweenGaps(ByteBuf bytes, int from, int to) {
    int start = from;
    for (int line = from; line < to; line = bytes.indexOf(line, to, LF) + 1) {
      if (isGap(bytes, line, to)) {
        receiver.received(bytes, start, line);
        receiver.gap(GapText.missed(bytes, line, endOfEvent(bytes, line, to)));
        start = line;
      }
    }
    receiver.received(bytes, start, to);
  }

  /** Index behind the blank line that ends the event of a line. */
  private static int endOfEvent(ByteBuf bytes, int line, int to) {
    int end = bytes.indexOf(line, to, LF) + 1;
    while (end < to && bytes.getByte(end) != LF && bytes.getByte(end) != CR) {
      end = bytes.indexOf(end, to, LF) + 1;
    }
    return end;
  }

  private static boolean isGap(ByteBuf bytes, int line, int to) {
    if (bytes.getByte(line) != EVENT[0] || !HttpText.matches(bytes, line, to, EVENT)) {
      return false;
    }
    int value = line + EVENT.length;
    value += bytes.getByte(value) == ' ' ? 1 : 0;
    if (!HttpText.matches(bytes, value, to, GAP)) {
      return false;
    }
    byte next = bytes.getByte(value + GAP.length);
    return next == LF || next == CR;
  }

  /** Index behind the last blank line; {@code from} if none ends in the new bytes. */
  private static int endOfLastEvent(ByteBuf bytes, int from, int firstNew) {
    int end = lastLf(bytes, firstNew, bytes.writerIndex());
    while (end >= 0) {
      if (endsLine(bytes, from, end - 1)) {
        return end + 1;
      }
      end = lastLf(bytes, firstNew, end);
    }
    return from;
  }

  private static int lastLf(ByteBuf bytes, int from, int to) {
    return from == to ? -1 : bytes.indexOf(to, from, LF);
  }

  /** Whether a line ends before a line end that has its LF behind this index. */
  private static boolean endsLine(ByteBuf bytes, int from, int index) {
    int before = index >= from && bytes.getByte(index) == CR ? index - 1 : index;
    return before >= from && bytes.getByte(before) == LF;
  }
}
