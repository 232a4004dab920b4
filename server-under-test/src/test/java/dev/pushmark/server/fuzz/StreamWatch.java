package dev.pushmark.server.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Notices an event stream that lives: a server never ends one of its own accord. */
final class StreamWatch {
  private static final String STREAM = "text/event-stream";
  private static final Pattern SIGN = Pattern.compile("\n(?:: \n|data: )");

  private String last = "";
  private boolean stream;
  private boolean live;

  void see(byte[] bytes) {
    String text = last + new String(bytes, StandardCharsets.ISO_8859_1);
    stream |= text.contains(STREAM);
    live |= stream && SIGN.matcher(text).find();
    last = text.substring(Math.max(0, text.length() - STREAM.length()));
  }

  /** Whether a stream has delivered something, or a heartbeat. */
  boolean isLive() {
    return live;
  }
}
