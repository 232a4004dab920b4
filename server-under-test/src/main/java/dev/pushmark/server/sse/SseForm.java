package dev.pushmark.server.sse;

import dev.pushmark.server.compression.Gzip;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.WireForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An event stream, in chunks (HTTP/1.1) or up to the end of the connection (HTTP/1.0), plain or as
 * gzip: then what is encoded is a piece that goes into any stream of this form.
 */
enum SseForm implements WireForm {
  CHUNKED(true, false),
  UNTIL_CLOSED(false, false),
  CHUNKED_GZIP(true, true),
  UNTIL_CLOSED_GZIP(false, true);

  private static final int CHUNK_HEADER_BYTES = 10;
  private static final int CR_LF = '\r' << 8 | '\n';

  /** What this thread has encoded last, and what the streams it goes to have to know of it. */
  private record Encoded(Object what, Gzip.Piece piece) {}

  private static final FastThreadLocal<Encoded> LAST = new FastThreadLocal<>();

  private final boolean chunked;
  private final boolean gzip;

  SseForm(boolean chunked, boolean gzip) {
    this.chunked = chunked;
    this.gzip = gzip;
  }

  static SseForm of(boolean chunked, boolean gzip) {
    if (gzip) {
      return chunked ? CHUNKED_GZIP : UNTIL_CLOSED_GZIP;
    }
    return chunked ? CHUNKED : UNTIL_CLOSED;
  }

  boolean isGzip() {
    return gzip;
  }

  /** A sign of life. */
  ByteBuf heartbeat(ByteBufAllocator allocator) {
    ByteBuf out = reserve(allocator, SseText.SHORT_BYTES);
    SseText.writeHeartbeat(out);
    return wrap(out, this, false);
  }

  /** What a stream begins with. */
  ByteBuf preamble(EventId place, ByteBufAllocator allocator) {
    ByteBuf out = reserve(allocator, SseText.SHORT_BYTES);
    SseText.writePreamble(out, place);
    return wrap(out, place, true);
  }

  @Override
  public ByteBuf encode(Batch batch, ByteBufAllocator allocator) {
    ByteBuf out = reserve(allocator, SseText.bytes(batch));
    SseText.writeBatch(out, batch);
    return wrap(out, batch, false);
  }

  /**
   * What a compressed stream has to know of {@code what} (a batch, a place, or this form for a
   * heartbeat), which must be what this thread has encoded last.
   */
  static Gzip.Piece piece(Object what) {
    Encoded last = LAST.get();
    if (last == null || last.what != what) {
      throw new IllegalStateException("something else was encoded last");
    }
    return last.piece;
  }

  /** What ends a stream that has had these pieces, if it is compressed. */
  ByteBuf end(@Nullable Gzip pieces, ByteBufAllocator allocator) {
    ByteBuf out = reserve(allocator, Gzip.FRAME_BYTES);
    if (pieces != null) {
      pieces.writeEnd(out);
    }
    boolean any = out.writerIndex() > CHUNK_HEADER_BYTES;
    ByteBuf end = any ? frame(out) : out.readerIndex(CHUNK_HEADER_BYTES);
    if (chunked) {
      end.writeCharSequence("0\r\n\r\n", StandardCharsets.US_ASCII);
    }
    return end;
  }

  private static ByteBuf reserve(ByteBufAllocator allocator, int bytes) {
    return allocator.buffer(CHUNK_HEADER_BYTES + bytes + 2).writeZero(CHUNK_HEADER_BYTES);
  }

  private ByteBuf wrap(ByteBuf plain, Object what, boolean first) {
    return frame(gzip ? compress(plain, what, first) : plain);
  }

  private static ByteBuf compress(ByteBuf plain, Object what, boolean first) {
    try {
      plain.readerIndex(CHUNK_HEADER_BYTES);
      ByteBuf out = reserve(plain.alloc(), Gzip.FRAME_BYTES + plain.readableBytes() / 2);
      if (first) {
        Gzip.writeHeader(out);
      }
      LAST.set(new Encoded(what, Gzip.writePiece(plain, out)));
      return out;
    } finally {
      plain.release();
    }
  }

  /** Frames what stands behind the space reserved for a chunk's header. */
  private ByteBuf frame(ByteBuf reserved) {
    if (!chunked) {
      return reserved.readerIndex(CHUNK_HEADER_BYTES);
    }
    int length = reserved.writerIndex() - CHUNK_HEADER_BYTES;
    String size = Integer.toHexString(length);
    int start = CHUNK_HEADER_BYTES - 2 - size.length();
    reserved.setCharSequence(start, size, StandardCharsets.US_ASCII);
    reserved.setShort(CHUNK_HEADER_BYTES - 2, CR_LF);
    return reserved.writeShort(CR_LF).readerIndex(start);
  }
}
