package dev.pushmark.scenarios.transport.wire;

import io.netty.buffer.ByteBuf;

/** QUIC's variable-length integers (RFC 9000, section 16). */
public final class VarInt {
  /** Not all of it is there yet. */
  public static final long PARTIAL = -1;

  private VarInt() {}

  /** Reads one, or leaves the bytes alone and says {@link #PARTIAL}. */
  public static long read(ByteBuf in) {
    if (!in.isReadable()) {
      return PARTIAL;
    }
    int bytes = 1 << (in.getUnsignedByte(in.readerIndex()) >> 6);
    if (in.readableBytes() < bytes) {
      return PARTIAL;
    }
    long value = in.readUnsignedByte() & 0x3f;
    for (int i = 1; i < bytes; i++) {
      value = value << 8 | in.readUnsignedByte();
    }
    return value;
  }
}
