package dev.pushmark.server.sse;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.Event;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.EventText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/** The lines of an event stream, however they are framed. */
final class SseText {
  private static final int RETRY_MILLIS = 1000;
  private static final int LINE_BYTES = 32;
  private static final AsciiString ID = AsciiString.cached("id: ");
  private static final AsciiString DATA = AsciiString.cached("data: ");
  private static final AsciiString HEARTBEAT = AsciiString.cached(": \n\n");
  private static final AsciiString GAP = AsciiString.cached("event: gap\n");

  /** What {@link #writePreamble} and {@link #writeHeartbeat} need at most. */
  static final int SHORT_BYTES = 3 * LINE_BYTES;

  private SseText() {}

  /** A comment, to show that the stream lives. */
  static void writeHeartbeat(ByteBuf out) {
    ByteBufUtil.writeAscii(out, HEARTBEAT);
  }

  /**
   * The first block: how soon to reconnect, and from where. It has no data, so no event is
   * dispatched; but a client that loses the connection before its first event resumes right.
   */
  static void writePreamble(ByteBuf out, EventId place) {
    out.writeCharSequence("retry: " + RETRY_MILLIS + "\n", StandardCharsets.US_ASCII);
    writeId(out, place.epoch(), place.offset());
    out.writeByte('\n');
  }

  /** What {@link #writeBatch} is likely to need. */
  static int bytes(Batch batch) {
    return batch.payloadBytes() + (batch.events().size() * 3 + 8) * LINE_BYTES;
  }

  static void writeBatch(ByteBuf out, Batch batch) {
    if (batch.lostAfter() != null) {
      ByteBufUtil.writeAscii(out, GAP);
      writeId(out, batch.epoch(), batch.first() - 1);
      ByteBufUtil.writeAscii(out, DATA);
      EventText.writeGapRange(out, batch, batch.lostAfter());
      out.writeByte('\n').writeByte('\n');
    }
    for (Event event : batch.events()) {
      writeId(out, batch.epoch(), event.offset());
      writeData(out, event.payload());
      out.writeByte('\n');
    }
  }

  private static void writeId(ByteBuf out, String epoch, long offset) {
    ByteBufUtil.writeAscii(out, ID);
    EventText.writeId(out, epoch, offset);
    out.writeByte('\n');
  }

  /** One line per line of the payload; CR, LF and CRLF all end one, and all are read as LF. */
  private static void writeData(ByteBuf out, byte[] payload) {
    int start = 0;
    for (int i = 0; i <= payload.length; i++) {
      if (i == payload.length || payload[i] == '\n' || payload[i] == '\r') {
        ByteBufUtil.writeAscii(out, DATA);
        out.writeBytes(payload, start, i - start).writeByte('\n');
        boolean crlf = i + 1 < payload.length && payload[i] == '\r' && payload[i + 1] == '\n';
        i += crlf ? 1 : 0;
        start = i + 1;
      }
    }
  }
}
