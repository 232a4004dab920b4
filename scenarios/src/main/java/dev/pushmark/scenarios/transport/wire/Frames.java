package dev.pushmark.scenarios.transport.wire;

import io.netty.buffer.ByteBuf;
import java.util.SplittableRandom;

/** Writes the frames that a client sends (RFC 6455, section 5.2): whole, final, masked. */
public final class Frames {
  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  /** The longest header of a client's frame. */
  public static final int MAX_HEADER_BYTES = 14;

  /** The reserved bit of a compressed message's first frame. */
  public static final int COMPRESSED = 0x40;

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;

  private final SplittableRandom random = new SplittableRandom();

  /** Writes a header for the payload and masks the payload where it lies. */
  public void writeHeader(ByteBuf header, int opcode, ByteBuf payload) {
    int length = payload.readableBytes();
    header.writeByte(FINAL | opcode);
    if (length < 126) {
      header.writeByte(MASKED | length);
    } else if (length <= 0xffff) {
      header.writeByte(MASKED | 126).writeShort(length);
    } else {
      header.writeByte(MASKED | 127).writeLong(length);
    }
    int key = random.nextInt();
    header.writeInt(key);
    mask(payload, key);
  }

  private static void mask(ByteBuf payload, int key) {
    int i = payload.readerIndex();
    int end = payload.writerIndex();
    for (; i + 4 <= end; i += 4) {
      payload.setInt(i, payload.getInt(i) ^ key);
    }
    for (int shift = 24; i < end; i++, shift -= 8) {
      payload.setByte(i, payload.getByte(i) ^ (key >>> shift));
    }
  }
}
