package dev.pushmark.scenarios.transport.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;

/**
 * As much of protobuf's encoding (protobuf.dev/programming-guides/encoding) as our few messages
 * need: fields by absolute index, where they lie in the received buffer.
 */
final class Protobuf {
  static final int VARINT = 0;
  static final int LENGTH_DELIMITED = 2;

  private static final int MAX_VARINT_BYTES = 10;

  private Protobuf() {}

  /** The tag of a field with a number below 16. */
  static int tag(int field, int wireType) {
    return field << 3 | wireType;
  }

  /** Writes a field with a number below 16. */
  static void writeField(ByteBuf out, int field, byte[] bytes) {
    out.writeByte(tag(field, LENGTH_DELIMITED));
    int rest = bytes.length;
    while (rest >= 0x80) {
      out.writeByte(rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest).writeBytes(bytes);
  }

  /** The number at an index. */
  static long varint(ByteBuf bytes, int at, int to) {
    long value = 0;
    int end = Math.min(to, at + MAX_VARINT_BYTES);
    for (int i = at; i < end; i++) {
      byte next = bytes.getByte(i);
      value |= (long) (next & 0x7F) << 7 * (i - at);
      if (next >= 0) {
        return value;
      }
    }
    throw notUnderstood();
  }

  /** Index behind the number at an index, which must be one. */
  static int behindVarint(ByteBuf bytes, int at) {
    int last = at;
    while (bytes.getByte(last) < 0) {
      last++;
    }
    return last + 1;
  }

  /** Index of the first byte of a field's content; the field must have this tag and end in time. */
  static int content(ByteBuf bytes, int at, int to, int field) {
    if (at >= to || bytes.getByte(at) != tag(field, LENGTH_DELIMITED)) {
      throw notUnderstood();
    }
    long length = varint(bytes, at + 1, to);
    int from = behindVarint(bytes, at + 1);
    if (length < 0 || length > to - from) {
      throw notUnderstood();
    }
    return from;
  }

  /** Index behind a field whose content begins at an index, its tag being at another. */
  static int behind(ByteBuf bytes, int at, int content) {
    return content + (int) varint(bytes, at + 1, content);
  }

  static CorruptedFrameException notUnderstood() {
    return new CorruptedFrameException("a message was not understood");
  }
}
