package dev.pushmark.scenarios.transport.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Messages of permessage-deflate (RFC 7692, section 7.2) that refer to no earlier one. Each event
 * loop has one compressor and one decompressor for all of its connections.
 */
public final class MessageDeflate {
  /** What a client offers; an answer must repeat the first, and may repeat the second. */
  public static final String OFFER =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  /** Shorter messages hardly get any shorter, and take as long to compress. */
  public static final int MIN_BYTES = 128;

  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
  private static final int OVERHEAD_BYTES = 64;
  private static final int FIRST_BYTES = 1 << 10;

  private static final FastThreadLocal<MessageDeflate> OF_LOOP =
      new FastThreadLocal<>() {
        @Override
        protected MessageDeflate initialValue() {
          return new MessageDeflate();
        }

        @Override
        protected void onRemoval(MessageDeflate ended) {
          ended.deflater.end();
          ended.inflater.end();
        }
      };

  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final Inflater inflater = new Inflater(true);

  private MessageDeflate() {}

  /** Whether a server's {@code Sec-WebSocket-Extensions} accepts the {@link #OFFER}. */
  public static boolean isAccepted(String answer) {
    String[] parts = answer.split(";", -1);
    boolean independent = false;
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].replace(" ", "");
      independent |= parameter.equals("server_no_context_takeover");
      if (!parameter.matches("(server|client)_no_context_takeover|server_max_window_bits=\\d+")) {
        return false;
      }
    }
    return independent && parts[0].trim().equals("permessage-deflate");
  }

  /** The compressed form of a message; the caller owns it, and keeps {@code plain}. */
  public static ByteBuf deflate(ByteBuf plain, ByteBufAllocator allocator) {
    Deflater deflater = OF_LOOP.get().deflater;
    deflater.reset();
    deflater.setInput(plain.nioBuffer());
    int bytes = plain.readableBytes();
    ByteBuf out = allocator.ioBuffer(bytes + (bytes >> 10) + OVERHEAD_BYTES);
    int room;
    int written;
    do {
      out.ensureWritable(OVERHEAD_BYTES);
      room = out.writableBytes();
      written = deflater.deflate(out.nioBuffer(out.writerIndex(), room), Deflater.SYNC_FLUSH);
      out.writerIndex(out.writerIndex() + written);
    } while (written == room);
    return out.writerIndex(out.writerIndex() - TAIL.length);
  }

  /**
   * The plain form of the compressed message between two indexes; the caller owns it.
   *
   * @throws DataFormatException if it is none, or is longer than allowed
   */
  public static ByteBuf inflate(
      ByteBuf bytes, int from, int to, int maxBytes, ByteBufAllocator allocator)
      throws DataFormatException {
    Inflater inflater = OF_LOOP.get().inflater;
    inflater.reset();
    ByteBuf plain = allocator.buffer(FIRST_BYTES, maxBytes + 1);
    boolean whole = false;
    try {
      inflate(inflater, bytes.nioBuffer(from, to - from), plain);
      inflate(inflater, ByteBuffer.wrap(TAIL), plain);
      whole = plain.writerIndex() <= maxBytes;
    } finally {
      if (!whole) {
        plain.release();
      }
    }
    if (!whole) {
      throw new DataFormatException("more than " + maxBytes + " bytes");
    }
    return plain;
  }

  private static void inflate(Inflater inflater, ByteBuffer input, ByteBuf plain)
      throws DataFormatException {
    inflater.setInput(input);
    while (plain.writerIndex() < plain.maxCapacity()) {
      plain.ensureWritable(Math.min(FIRST_BYTES, plain.maxWritableBytes()));
      ByteBuffer space = plain.nioBuffer(plain.writerIndex(), plain.writableBytes());
      int written = inflater.inflate(space);
      plain.writerIndex(plain.writerIndex() + written);
      if (inflater.finished() && input.hasRemaining()) {
        inflater.reset();
        inflater.setInput(input);
      } else if (written == 0) {
        return;
      }
    }
  }
}
