package dev.pushmark.server.sse;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.Event;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.EventText;
import dev.pushmark.server.wire.WireForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/** An event stream, in chunks (HTTP/1.1) or up to the end of the connection (HTTP/1.0). */
enum SseForm implements WireForm {
  CHUNKED {
    @Override
    ByteBuf wrap(ByteBuf reserved) {
      int length = reserved.writerIndex() - CHUNK_HEADER_BYTES;
      String size = Integer.toHexString(length);
      int start = CHUNK_HEADER_BYTES - 2 - size.length();
      reserved.setCharSequence(start, size, StandardCharsets.US_ASCII);
      reserved.setShort(CHUNK_HEADER_BYTES - 2, CR_LF);
      return reserved.writeShort(CR_LF).readerIndex(start);
    }

    @Override
    ByteBuf end() {
      return Unpooled.copiedBuffer("0\r\n\r\n", StandardCharsets.US_ASCII);
    }
  },

  UNTIL_CLOSED {
    @Override
    ByteBuf wrap(ByteBuf reserved) {
      return reserved.readerIndex(CHUNK_HEADER_BYTES);
    }

    @Override
    ByteBuf end() {
      return Unpooled.EMPTY_BUFFER;
    }
  };

  private static final int RETRY_MILLIS = 1000;
  private static final int CHUNK_HEADER_BYTES = 10;
  private static final int CR_LF = '\r' << 8 | '\n';
  private static final int LINE_BYTES = 32;
  private static final AsciiString ID = AsciiString.cached("id: ");
  private static final AsciiString DATA = AsciiString.cached("data: ");
  private static final AsciiString HEARTBEAT = AsciiString.cached(": \n\n");
  private static final AsciiString GAP = AsciiString.cached("event: gap\n");

  /** Frames what stands behind the space reserved for a chunk's header. */
  abstract ByteBuf wrap(ByteBuf reserved);

  /** What ends the stream. */
  abstract ByteBuf end();

  /** A comment, to show that the stream lives. */
  ByteBuf heartbeat(ByteBufAllocator allocator) {
    ByteBuf out = reserve(allocator, LINE_BYTES);
    ByteBufUtil.writeAscii(out, HEARTBEAT);
    return wrap(out);
  }

  /**
   * The first block: how soon to reconnect, and from where. It has no data, so no event is
   * dispatched; but a client that loses the connection before its first event resumes right.
   */
  ByteBuf preamble(EventId place, ByteBufAllocator allocator) {
    ByteBuf out = reserve(allocator, 2 * LINE_BYTES);
    out.writeCharSequence("retry: " + RETRY_MILLIS + "\n", StandardCharsets.US_ASCII);
    writeId(out, place.epoch(), place.offset());
    out.writeByte('\n');
    return wrap(out);
  }

  @Override
  public ByteBuf encode(Batch batch, ByteBufAllocator allocator) {
    int lines = batch.events().size() * 3 + 8;
    ByteBuf out = reserve(allocator, batch.payloadBytes() + lines * LINE_BYTES);
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
    return wrap(out);
  }

  private static ByteBuf reserve(ByteBufAllocator allocator, int bytes) {
    return allocator.buffer(CHUNK_HEADER_BYTES + bytes + 2).writeZero(CHUNK_HEADER_BYTES);
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
