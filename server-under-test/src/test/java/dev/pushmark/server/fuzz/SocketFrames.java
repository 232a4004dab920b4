package dev.pushmark.server.fuzz;

import static dev.pushmark.server.fuzz.Verdict.require;
import static dev.pushmark.server.fuzz.Verdict.requireJson;
import static dev.pushmark.server.fuzz.Verdict.requireUtf8;

import java.util.Arrays;

/** Checks the frames that a server sends on a WebSocket up to the end of the connection. */
final class SocketFrames {
  private static final int TEXT = 0x81;
  private static final int DEFLATED_TEXT = 0xC1;
  private static final int BINARY = 0x82;
  private static final int CONTROL = 8;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int PONG = 0x8A;
  private static final int LONGEST_CONTROL = 125;

  private SocketFrames() {}

  /**
   * @param deflate whether it was agreed that messages may be compressed
   */
  static void check(Received received, boolean deflate) {
    boolean closed = false;
    while (!received.atEnd()) {
      require(!closed, "a frame behind the close frame");
      int first = received.oneByte();
      byte[] payload = received.take(length(received));
      boolean control = (first & CONTROL) != 0;
      require(
          !control || payload.length <= LONGEST_CONTROL, "a control frame of " + payload.length);
      switch (first) {
        case TEXT -> checkText(payload);
        case DEFLATED_TEXT -> {
          require(deflate, "a compressed message that was not agreed upon");
          checkText(Plain.inflateMessage(payload));
        }
        case BINARY -> {} // an attachment
        case CLOSE -> checkClose(payload);
        case PING, PONG -> {}
        default -> throw new AssertionError("a frame that begins with " + first);
      }
      closed = first == CLOSE;
    }
  }

  /** An event in JSON, or a packet of Engine.IO. */
  private static void checkText(byte[] text) {
    if (text.length > 0 && text[0] == '{') {
      requireJson(text);
    } else {
      EngineText.check(text);
    }
  }

  private static long length(Received received) {
    int second = received.oneByte();
    require(second < 0x80, "a server's frame is masked");
    if (second < 126) {
      return second;
    }
    long length = received.number(second == 126 ? 2 : 8);
    require(
        length > (second == 126 ? 125 : 0xFFFF), "a length of " + length + " in too many bytes");
    return length;
  }

  private static void checkClose(byte[] payload) {
    if (payload.length > 0) {
      require(payload.length > 1, "half a close code");
      int code = (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
      boolean allowed = code >= 1000 && code < 5000 && (code < 1004 || code > 1006) && code != 1015;
      require(allowed, "a close code that is never sent: " + code);
      requireUtf8(Arrays.copyOfRange(payload, 2, payload.length));
    }
  }
}
