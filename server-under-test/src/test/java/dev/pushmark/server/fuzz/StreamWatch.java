package dev.pushmark.server.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Notices an event stream that lives: a server never ends one of its own accord. */
final class StreamWatch {
  private static final String STREAM = "text/event-stream";
  private static final Pattern SIGN = Pattern.compile("\n(?:: \n|data: )");

  /** Between two pieces of a compressed stream, in chunks or without. */
  private static final Pattern FLUSHED =
      Pattern.compile("\0\0\u00ff\u00ff(?:\r\n[0-9a-f]+\r\n|[^\r])");

  private static final char COMPRESSED_FRAME = '\u00c1';

  private static final String SOCKET = "HTTP/1.1 101 ";
  private static final String EVENT = "{\"id\":\"";

  private String last = "";
  private boolean stream;
  private boolean socket;
  private boolean live;

  void see(byte[] bytes) {
    String text = last + new String(bytes, StandardCharsets.ISO_8859_1);
    stream |= text.contains(STREAM);
    socket |= text.contains(SOCKET);
    live |= stream && (SIGN.matcher(text).find() || FLUSHED.matcher(text).find());
    live |= socket && (text.contains(EVENT) || text.indexOf(COMPRESSED_FRAME) >= 0);
    last = text.substring(Math.max(0, text.length() - STREAM.length()));
  }

  /**
   * Whether a stream has delivered something, or a heartbeat; or a WebSocket an event. In a room
   * where much happens, nobody is pinged.
   */
  boolean isLive() {
    return live;
  }
}
