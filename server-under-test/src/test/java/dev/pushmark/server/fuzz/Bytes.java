package dev.pushmark.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes put together piece by piece; every character of a text is one byte. */
final class Bytes {
  private static final int SHOWN = 8 << 10;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Bytes add(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  Bytes add(String text) {
    return add(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Bytes add(int oneByte) {
    out.write(oneByte);
    return this;
  }

  byte[] toArray() {
    return out.toByteArray();
  }

  /** As a Java string literal would write them, so that they can be pasted into a test. */
  static String show(byte[] bytes) {
    StringBuilder shown = new StringBuilder("\"");
    for (int i = 0; i < Math.min(bytes.length, SHOWN); i++) {
      char c = (char) (bytes[i] & 0xFF);
      switch (c) {
        case '\r' -> shown.append("\\r");
        case '\n' -> shown.append("\\n");
        case '"' -> shown.append("\\\"");
        case '\\' -> shown.append("\\\\");
        default -> shown.append(c >= ' ' && c < 0x7F ? c : String.format("\\u%04x", (int) c));
      }
    }
    int rest = bytes.length - SHOWN;
    return shown + "\"" + (rest > 0 ? " and " + rest + " bytes more" : "");
  }
}
