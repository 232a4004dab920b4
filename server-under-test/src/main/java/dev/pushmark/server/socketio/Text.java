package dev.pushmark.server.socketio;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/** JSON text that is written by hand. */
final class Text {
  private Text() {}

  /** A string in quotes. */
  static String quoted(String text) {
    byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(text);
    return '"' + new String(quoted, StandardCharsets.UTF_8) + '"';
  }
}
