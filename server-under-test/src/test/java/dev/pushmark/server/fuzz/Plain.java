package dev.pushmark.server.fuzz;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Makes compressed bytes plain, as far as they go. */
final class Plain {
  private static final int GZIP_HEADER_BYTES = 10;
  private static final int GZIP_TRAILER_BYTES = 8;
  private static final byte[] TAIL = {0, 0, -1, -1};

  private Plain() {}

  /** Of an answer that is whole: its checksum and its length are checked, too. */
  static byte[] gunzipWhole(byte[] bytes) {
    Inflater inflater = new Inflater(true);
    byte[] plain = inflate(inflater, bytes, GZIP_HEADER_BYTES);
    boolean ended = inflater.finished();
    int rest = inflater.getRemaining();
    inflater.end();
    Verdict.require(ended && rest == GZIP_TRAILER_BYTES, "a gzip member without its end");
    CRC32 crc = new CRC32();
    crc.update(plain);
    Received trailer = new Received(bytes);
    trailer.take(bytes.length - GZIP_TRAILER_BYTES);
    long told = Integer.toUnsignedLong(Integer.reverseBytes((int) trailer.number(4)));
    Verdict.require(told == crc.getValue(), "a gzip member with a wrong checksum");
    return plain;
  }

  /** Of a stream that may be cut off. */
  static byte[] gunzip(byte[] bytes) {
    Inflater inflater = new Inflater(true);
    byte[] plain = inflate(inflater, bytes, Math.min(GZIP_HEADER_BYTES, bytes.length));
    inflater.end();
    return plain;
  }

  /** Of a message of RFC 7692, which refers to no other. */
  static byte[] inflateMessage(byte[] bytes) {
    Inflater inflater = new Inflater(true);
    byte[] plain = inflate(inflater, new Bytes().add(bytes).add(TAIL).toArray(), 0);
    inflater.end();
    return plain;
  }

  private static byte[] inflate(Inflater inflater, byte[] bytes, int from) {
    Bytes plain = new Bytes();
    byte[] piece = new byte[8 << 10];
    inflater.setInput(bytes, from, bytes.length - from);
    try {
      for (int read = inflater.inflate(piece); read > 0; read = inflater.inflate(piece)) {
        plain.add(Arrays.copyOf(piece, read));
      }
    } catch (DataFormatException e) {
      throw new AssertionError("not compressed as it should be: " + Bytes.show(bytes), e);
    }
    return plain.toArray();
  }
}
