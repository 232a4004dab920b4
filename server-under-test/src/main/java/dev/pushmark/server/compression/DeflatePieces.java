package dev.pushmark.server.compression;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * DEFLATE (RFC 1951) in pieces that refer to nothing outside of themselves. Pieces in a row are one
 * stream. Each thread has one compressor and one decompressor, whomever they work for.
 */
public final class DeflatePieces {
  /**
   * What each piece ends with: an empty stored block's length. A WebSocket message leaves it out.
   */
  public static final int TAIL_BYTES = 4;

  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

  /** More than zlib needs for what it cannot compress, per piece and per block of it. */
  private static final int OVERHEAD_BYTES = 64;

  private static final int INFLATED_BYTES = 4 << 10;

  private static final FastThreadLocal<DeflatePieces> OF_THREAD =
      new FastThreadLocal<>() {
        @Override
        protected DeflatePieces initialValue() {
          return new DeflatePieces();
        }

        @Override
        protected void onRemoval(DeflatePieces pieces) {
          pieces.deflater.end();
          pieces.inflater.end();
        }
      };

  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final Inflater inflater = new Inflater(true);

  private DeflatePieces() {}

  /** Appends {@code plain}, which keeps its indexes, as one piece to {@code out}. */
  public static void deflate(ByteBuf plain, ByteBuf out) {
    Deflater deflater = OF_THREAD.get().deflater;
    deflater.reset();
    deflater.setInput(plain.nioBuffer());
    int bytes = plain.readableBytes();
    out.ensureWritable(bytes + (bytes >> 10) + OVERHEAD_BYTES);
    int room;
    int written;
    do {
      out.ensureWritable(OVERHEAD_BYTES);
      room = out.writableBytes();
      ByteBuffer space = out.nioBuffer(out.writerIndex(), room);
      written = deflater.deflate(space, Deflater.SYNC_FLUSH);
      out.writerIndex(out.writerIndex() + written);
    } while (written == room);
  }

  /**
   * The plain bytes of a piece without its tail, in a buffer that the caller owns; null if they are
   * more than {@code maxBytes}. No more memory than that is taken, whatever they would be.
   *
   * @throws DataFormatException if it is none
   */
  public static @Nullable ByteBuf inflate(ByteBuf piece, int maxBytes, ByteBufAllocator allocator)
      throws DataFormatException {
    Inflater inflater = OF_THREAD.get().inflater;
    inflater.reset();
    ByteBuf plain = allocator.buffer(Math.min(maxBytes, INFLATED_BYTES) + 1, maxBytes + 1);
    boolean whole = false;
    try {
      whole =
          inflate(inflater, piece.nioBuffer(), plain)
              && inflate(inflater, ByteBuffer.wrap(TAIL), plain);
    } finally {
      if (!whole) {
        plain.release();
      }
    }
    return whole ? plain : null;
  }

  /** Inflates all of the input; false if the output has reached its capacity. */
  private static boolean inflate(Inflater inflater, ByteBuffer input, ByteBuf plain)
      throws DataFormatException {
    inflater.setInput(input);
    while (true) {
      if (plain.writerIndex() == plain.maxCapacity()) {
        return false;
      }
      int room = Math.min(INFLATED_BYTES, plain.maxWritableBytes());
      plain.ensureWritable(room);
      ByteBuffer space = plain.nioBuffer(plain.writerIndex(), room);
      int written = inflater.inflate(space);
      plain.writerIndex(plain.writerIndex() + written);
      if (inflater.finished() && input.hasRemaining()) {
        inflater
            .reset(); // a last block is not the end here: more may follow it (RFC 7692, 7.2.3.4)
        inflater.setInput(input);
      } else if (written == 0) {
        if (inflater.needsDictionary()) {
          throw new DataFormatException("a dictionary is needed");
        }
        return true;
      }
    }
  }
}
