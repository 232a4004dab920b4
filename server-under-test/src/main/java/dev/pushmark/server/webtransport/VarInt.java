package dev.pushmark.server.webtransport;

import io.netty.buffer.ByteBuf;

/** QUIC's variable-length integers (RFC 9000, section 16), of up to 30 bits here. */
final class VarInt {
  private static final int TWO_BYTES = 0x4000;
  private static final int FOUR_BYTES = 0x8000_0000;

  private VarInt() {}

  static void write(ByteBuf out, int value) {
    if (value < 0 || value >= 1 << 30) {
      throw new IllegalArgumentException("a variable-length integer of 30 bits, was " + value);
    }
    if (value < 1 << 6) {
      out.writeByte(value);
    } else if (value < 1 << 14) {
      out.writeShort(value | TWO_BYTES);
    } else {
      out.writeInt(value | FOUR_BYTES);
    }
  }

  /** Reads one that is there as a whole. */
  static int read(ByteBuf in) {
    return switch (in.getUnsignedByte(in.readerIndex()) >> 6) {
      case 0 -> in.readUnsignedByte();
      case 1 -> in.readUnsignedShort() & ~TWO_BYTES;
      case 2 -> in.readInt() & ~FOUR_BYTES;
      default -> throw new IllegalArgumentException("an integer of more than 30 bits");
    };
  }
}
