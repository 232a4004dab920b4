package dev.pushmark.scenarios.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** HTTP/2 written by hand, right or wrong (RFC 9113, section 4.1): the server's side. */
final class RawHttp2 {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int GOAWAY = 7;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  /** What a client of ours opens first; 1 is what an upgrade from HTTP/1.1 would have. */
  static final int STREAM = 3;

  private static final int PREFACE_BYTES = 24;
  private static final int STATUS_200 = 0x88;
  private static final int ACK = 1;

  private RawHttp2() {}

  /** Reads what a client sends up to the end of its request; returns the bodies of its frames. */
  static String readRequest(InputStream in) throws IOException {
    DataInputStream frames = new DataInputStream(in);
    frames.skipNBytes(PREFACE_BYTES);
    StringBuilder read = new StringBuilder();
    while (true) {
      int length = frames.readUnsignedByte() << 16 | frames.readUnsignedShort();
      int type = frames.readUnsignedByte();
      int flags = frames.readUnsignedByte();
      frames.readInt();
      read.append(new String(frames.readNBytes(length), ISO_8859_1));
      if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
        return read.toString();
      }
    }
  }

  /** What a server must say before anything else. */
  static byte[] preface() {
    return all(frame(SETTINGS, 0, 0, new byte[0]), frame(SETTINGS, ACK, 0, new byte[0]));
  }

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    byte[] header = {
      (byte) (payload.length >> 16),
      (byte) (payload.length >> 8),
      (byte) payload.length,
      (byte) type,
      (byte) flags
    };
    return all(header, number(stream), payload);
  }

  static byte[] data(int flags, int stream, byte[] payload) {
    return frame(DATA, flags, stream, payload);
  }

  /** The head of an answer with status 200, or if that is not wanted, trailers. */
  static byte[] headers(int flags, int stream, boolean status, String... fields) {
    byte[] head = status ? new byte[] {(byte) STATUS_200} : new byte[0];
    return frame(HEADERS, END_HEADERS | flags, stream, all(head, fields(fields)));
  }

  /** Fields as HPACK writes them that are in no table (RFC 7541, section 6.2.2). */
  static byte[] fields(String... fields) {
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
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  static byte[] all(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
