package dev.pushmark.server.socketio;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** JSON text that is written by hand. */
final class Text {
  private Text() {}

  /** A string in quotes, half a surrogate pair included, which JSON can bring about. */
  static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
