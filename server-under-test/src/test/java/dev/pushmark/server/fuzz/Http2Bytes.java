package dev.pushmark.server.fuzz;

import java.nio.charset.StandardCharsets;

/** Frames of HTTP/2 (RFC 9113) and header blocks (RFC 7541) as bytes, well-formed or not. */
final class Http2Bytes {
  static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
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

  private static final int LONGEST_IN_ONE_BYTE = 126;

  private Http2Bytes() {}

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return header(payload.length, type, flags, stream).add(payload).toArray();
  }

  /** A frame's header, which may lie about the length of what follows. */
  static Bytes header(int length, int type, int flags, int stream) {
    return number(new Bytes(), length, 3).add(type).add(flags).add(number(stream, 4));
  }

  static byte[] number(long value, int bytes) {
    return number(new Bytes(), value, bytes).toArray();
  }

  private static Bytes number(Bytes to, long value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      to.add((int) (value >> shift));
    }
    return to;
  }

  /** Names and values in turn, each a literal that no table remembers. */
  static byte[] block(String... fields) {
    Bytes block = new Bytes();
    for (int i = 0; i < fields.length; i += 2) {
      block.add(0).add(text(fields[i])).add(text(fields[i + 1]));
    }
    return block.toArray();
  }

  private static byte[] text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Bytes literal = new Bytes();
    if (bytes.length <= LONGEST_IN_ONE_BYTE) {
      return literal.add(bytes.length).add(bytes).toArray();
    }
    literal.add(LONGEST_IN_ONE_BYTE + 1);
    int rest = bytes.length - LONGEST_IN_ONE_BYTE - 1;
    for (; rest >= 0x80; rest >>= 7) {
      literal.add(0x80 | rest & 0x7F);
    }
    return literal.add(rest).add(bytes).toArray();
  }
}
