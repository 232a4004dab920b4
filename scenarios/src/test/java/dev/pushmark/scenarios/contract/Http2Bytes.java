package dev.pushmark.scenarios.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What a server of HTTP/2 (RFC 9113) sends, as bytes, right or wrong. */
final class Http2Bytes {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;
  static final int PADDED = 8;

  /** With leave to open a WebSocket (RFC 8441). */
  static final byte[] RIGHT_SETTINGS =
      frame(SETTINGS, 0, 0, ByteBuffer.allocate(6).putShort((short) 8).putInt(1).array());

  private static final int PREFACE_BYTES = 24;

  private Http2Bytes() {}

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return join(header(payload.length, type, flags, stream), payload);
  }

  static byte[] frame(int type, int flags, int stream, String payload) {
    return frame(type, flags, stream, payload.getBytes(ISO_8859_1));
  }

  /** A frame's header, which may lie about the length of what follows. */
  static byte[] header(int length, int type, int flags, int stream) {
    return ByteBuffer.allocate(9)
        .putShort((short) (length >> 8))
        .put((byte) length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .array();
  }

  /** The beginning of an answer; names and values in turn, of less than 127 characters each. */
  static byte[] head(int stream, String... fields) {
    return frame(HEADERS, END_HEADERS, stream, block(fields));
  }

  /** A header block of literals that no table remembers (RFC 7541, section 6.2.2). */
  static byte[] block(String... fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i++) {
      if (i % 2 == 0) {
        block.write(0);
      }
      block.write(fields[i].length());
      block.writeBytes(fields[i].getBytes(ISO_8859_1));
    }
    return block.toByteArray();
  }

  static byte[] number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Skips the preface with which a client begins. */
  static void skipPreface(DataInputStream in) throws IOException {
    in.skipNBytes(PREFACE_BYTES);
  }

  /** Reads up to the next request's head and returns its stream. */
  static int awaitRequest(DataInputStream in) throws IOException {
    while (true) {
      int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
      int type = in.readUnsignedByte();
      in.readUnsignedByte();
      int stream = in.readInt();
      in.skipNBytes(length);
      if (type == HEADERS) {
        return stream;
      }
    }
  }
}
