package dev.pushmark.server.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what a server sent from its beginning to its end. */
public final class Received {
  /** The bytes end within something. */
  public static final class CutOff extends RuntimeException {
    private static final long serialVersionUID = 1;

    CutOff() {
      super("cut off", null, false, false);
    }
  }

  private final byte[] bytes;
  private int at;

  Received(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  int place() {
    return at;
  }

  boolean continuesWith(String text) {
    return shown(text.length()).equals(text);
  }

  /** At most {@code length} of the characters to come; they stay to be read. */
  String shown(int length) {
    return new String(bytes, at, Math.min(length, bytes.length - at), StandardCharsets.ISO_8859_1);
  }

  int oneByte() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  long number(int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | oneByte();
    }
    return value;
  }

  byte[] take(long length) {
    need(length);
    at += (int) length;
    return Arrays.copyOfRange(bytes, at - (int) length, at);
  }

  byte[] rest() {
    return take(bytes.length - at);
  }

  /** Up to CR LF, which is left out. */
  String line() {
    for (int i = at; i + 1 < bytes.length; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        String line = new String(bytes, at, i - at, StandardCharsets.ISO_8859_1);
        at = i + 2;
        return line;
      }
    }
    throw new CutOff();
  }

  private void need(long length) {
    if (length < 0 || bytes.length - at < length) {
      throw new CutOff();
    }
  }
}
