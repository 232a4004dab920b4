package dev.pushmark.scenarios.transport.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.scenarios.transport.LastEventId;
import dev.pushmark.scenarios.transport.Receiver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of length-prefixed {@code Delivery} messages into runs of whole events, and keeps
 * an unfinished rest for the next bytes. The first message, the place, is where the subscription
 * begins; a gap is handed on as such. Not thread safe.
 */
final class Deliveries {
  static final int MAX_MESSAGE_BYTES = 16 << 20;

  private static final int HEADER_BYTES = 5;

  // of Delivery
  private static final int EVENT = 1;
  private static final int GAP = 2;
  private static final int PLACE = 3;

  // of Event
  private static final int ID = 1;
  private static final int PAYLOAD = 2;

  // of Gap
  private static final int AFTER = 1;
  private static final int NEXT = 2;
  private static final int MISSED = 3;

  private final Receiver receiver;
  private @Nullable ByteBuf rest;
  private boolean begun;

  Deliveries(Receiver receiver) {
    this.receiver = receiver;
  }

  /**
   * Hands on what is whole now.
   *
   * @throws CorruptedFrameException if it is not what a server says
   * @throws TooLongFrameException if a message claims to be too long
   */
  void add(ByteBufAllocator allocator, ByteBuf bytes) {
    if (rest == null) {
      int end = handOn(bytes);
      int left = bytes.writerIndex() - end;
      if (left > 0) {
        rest = allocator.buffer(left).writeBytes(bytes, end, left);
      }
    } else {
      rest.writeBytes(bytes);
      rest.readerIndex(handOn(rest));
      if (rest.isReadable()) {
        rest.discardReadBytes();
      } else {
        release();
      }
    }
  }

  /** Whether what has come ends within a message. */
  boolean isCut() {
    return rest != null;
  }

  void release() {
    if (rest != null) {
      rest.release();
      rest = null;
    }
  }

  /** Hands on the whole messages; returns where they end. */
  private int handOn(ByteBuf bytes) {
    int to = bytes.writerIndex();
    int start = bytes.readerIndex();
    int at = start;
    try {
      for (int end = end(bytes, at, to); end >= 0; end = end(bytes, at, to)) {
        int message = at + HEADER_BYTES;
        if (begun && isEvent(bytes, message, end)) {
          at = end;
        } else {
          receiver.received(bytes, start, at);
          start = at;
          announcement(bytes, message, end);
          at = end;
          start = at;
        }
      }
    } finally {
      receiver.received(bytes, start, at);
    }
    return at;
  }

  /** Index behind the message whose header is at an index; -1 if it is not whole yet. */
  private static int end(ByteBuf bytes, int at, int to) {
    if (to - at < HEADER_BYTES) {
      return -1;
    }
    byte flag = bytes.getByte(at);
    if (flag != 0) {
      throw new CorruptedFrameException(
          flag == 1 ? "a message was compressed" : "a message began with byte " + (flag & 0xFF));
    }
    long length = bytes.getUnsignedInt(at + 1);
    if (length > MAX_MESSAGE_BYTES) {
      throw new TooLongFrameException("a message claimed to have " + length + " bytes");
    }
    return length > to - at - HEADER_BYTES ? -1 : at + HEADER_BYTES + (int) length;
  }

  private static boolean isEvent(ByteBuf bytes, int at, int to) {
    if (at == to || bytes.getByte(at) != Protobuf.tag(EVENT, Protobuf.LENGTH_DELIMITED)) {
      return false;
    }
    int id = Protobuf.content(bytes, at, to, EVENT);
    int idContent = Protobuf.content(bytes, id, to, ID);
    int payload = Protobuf.behind(bytes, id, idContent);
    int payloadContent = Protobuf.content(bytes, payload, to, PAYLOAD);
    if (Protobuf.behind(bytes, at, id) != to
        || Protobuf.behind(bytes, payload, payloadContent) != to) {
      throw Protobuf.notUnderstood();
    }
    return true;
  }

  private void announcement(ByteBuf bytes, int at, int to) {
    int content = Protobuf.content(bytes, at, to, begun ? GAP : PLACE);
    if (Protobuf.behind(bytes, at, content) != to) {
      throw Protobuf.notUnderstood();
    }
    if (begun) {
      receiver.gap(missed(bytes, content, to));
    } else {
      begun = true;
      receiver.reached(bytes.toString(content, to - content, UTF_8));
      receiver.subscribed();
    }
  }

  /** Keeps the id of the last event of a run of whole messages. */
  static void keepLastId(ByteBuf bytes, int from, int to, LastEventId last) {
    int at = from;
    int end = end(bytes, at, to);
    while (end >= 0 && end < to) {
      at = end;
      end = end(bytes, at, to);
    }
    if (end == to) {
      int event = Protobuf.content(bytes, at + HEADER_BYTES, to, EVENT);
      int id = Protobuf.content(bytes, event, to, ID);
      last.set(bytes, id, Protobuf.behind(bytes, event, id));
    }
  }

  private static long missed(ByteBuf bytes, int from, int to) {
    int after = Protobuf.content(bytes, from, to, AFTER);
    int next = Protobuf.behind(bytes, from, after);
    int missed = Protobuf.behind(bytes, next, Protobuf.content(bytes, next, to, NEXT));
    if (missed == to) {
      return Receiver.UNKNOWN;
    }
    if (bytes.getByte(missed) != Protobuf.tag(MISSED, Protobuf.VARINT)) {
      throw Protobuf.notUnderstood();
    }
    long count = Protobuf.varint(bytes, missed + 1, to);
    return count > 0 ? count : Receiver.UNKNOWN;
  }
}
