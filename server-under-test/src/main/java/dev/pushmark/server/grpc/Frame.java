package dev.pushmark.server.grpc;

import io.netty.buffer.ByteBuf;

/** What comes before a message (gRPC over HTTP/2, "Length-Prefixed-Message"). */
final class Frame {
  static final int HEADER_BYTES = 5;

  /** Of a message that is not compressed. */
  static final byte PLAIN = 0;

  private Frame() {}

  static void writeHeader(ByteBuf out, int messageBytes) {
    out.writeByte(PLAIN).writeInt(messageBytes);
  }
}
