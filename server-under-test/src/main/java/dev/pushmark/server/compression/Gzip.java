package dev.pushmark.server.compression;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.zip.CRC32;

/**
 * gzip (RFC 1952): a header that is always the same, pieces of DEFLATE that may be shared by many
 * streams, and an end that says what stood in all pieces of this one. Not thread safe.
 */
public final class Gzip {
  private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};
  private static final int LAST_BLOCK = 0x0300;

  /** Of a header, and of an end. */
  public static final int FRAME_BYTES = HEADER.length;

  /**
   * What a stream's end has to know of a piece.
   *
   * @param crc of its plain bytes
   * @param shift moves a checksum of what stands before past as many bytes
   */
  public record Piece(int crc, int plainBytes, int shift) {
    static Piece of(ByteBuf plain) {
      CRC32 crc = new CRC32();
      crc.update(plain.nioBuffer());
      int bytes = plain.readableBytes();
      return new Piece((int) crc.getValue(), bytes, Crc32Shift.past(bytes));
    }
  }

  private int crc;
  private int plainBytes;

  public static void writeHeader(ByteBuf out) {
    out.writeBytes(HEADER);
  }

  /** Appends {@code plain} as a piece, for any number of streams. */
  public static Piece writePiece(ByteBuf plain, ByteBuf out) {
    DeflatePieces.deflate(plain, out);
    return Piece.of(plain);
  }

  /** This stream's next piece. */
  public void add(Piece piece) {
    crc = Crc32Shift.product(piece.shift, crc) ^ piece.crc;
    plainBytes += piece.plainBytes;
  }

  /** Ends this stream. */
  public void writeEnd(ByteBuf out) {
    out.writeShort(LAST_BLOCK).writeIntLE(crc).writeIntLE(plainBytes);
  }

  /** A stream of one piece, whose plain bytes are released; the caller owns it. */
  public static ByteBuf whole(ByteBuf plain, ByteBufAllocator allocator) {
    try {
      ByteBuf out = allocator.buffer(2 * FRAME_BYTES + plain.readableBytes() / 2);
      writeHeader(out);
      Gzip stream = new Gzip();
      stream.add(writePiece(plain, out));
      stream.writeEnd(out);
      return out;
    } finally {
      plain.release();
    }
  }

  /** Whether these bytes begin like one. */
  public static boolean isBegunBy(ByteBuf bytes) {
    return bytes.readableBytes() > 1
        && bytes.getByte(bytes.readerIndex()) == HEADER[0]
        && bytes.getByte(bytes.readerIndex() + 1) == HEADER[1];
  }
}
