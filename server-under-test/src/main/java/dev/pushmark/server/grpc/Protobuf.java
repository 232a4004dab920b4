package dev.pushmark.server.grpc;

import dev.pushmark.server.wire.RequestException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * As much of protobuf's encoding (protobuf.dev/programming-guides/encoding) as our few messages
 * need.
 */
final class Protobuf {
  static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private static final int WIRE_TYPE_BITS = 3;
  private static final int MAX_VARINT_BYTES = 10;

  private Protobuf() {}

  static int tag(int field, int wireType) {
    return field << WIRE_TYPE_BITS | wireType;
  }

  static int varintBytes(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
  }

  static void writeVarint(ByteBuf out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  /** What comes before so many bytes of a field with a number below 16. */
  static void writeHeader(ByteBuf out, int field, int bytes) {
    out.writeByte(tag(field, LENGTH_DELIMITED));
    writeVarint(out, bytes);
  }

  /** How long a field of so many bytes is with its header. */
  static int fieldBytes(int bytes) {
    return 1 + varintBytes(bytes) + bytes;
  }

  static long readVarint(ByteBuf in) throws RequestException {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES && in.isReadable(); i++) {
      byte next = in.readByte();
      value |= (long) (next & 0x7F) << 7 * i;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed();
  }

  static String readString(ByteBuf in) throws RequestException {
    int length = readLength(in, readVarint(in));
    return in.readString(length, StandardCharsets.UTF_8);
  }

  /** Passes over a field that nobody here knows; its tag has been read. */
  static void skip(ByteBuf in, long tag) throws RequestException {
    switch ((int) tag & (1 << WIRE_TYPE_BITS) - 1) {
      case VARINT -> readVarint(in);
      case FIXED_64 -> in.skipBytes(readLength(in, Long.BYTES));
      case LENGTH_DELIMITED -> in.skipBytes(readLength(in, readVarint(in)));
      case FIXED_32 -> in.skipBytes(readLength(in, Integer.BYTES));
      default -> throw malformed();
    }
  }

  private static int readLength(ByteBuf in, long length) throws RequestException {
    if (length < 0 || length > in.readableBytes()) {
      throw malformed();
    }
    return (int) length;
  }

  private static RequestException malformed() {
    return RequestException.badRequest("the message is no well-formed protobuf");
  }
}
