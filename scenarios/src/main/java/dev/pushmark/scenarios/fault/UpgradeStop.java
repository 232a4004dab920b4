package dev.pushmark.scenarios.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.regex.Pattern;

/**
 * Looks at the head of a connection's first request (RFC 9112, section 2.1) as its chunks pass, and
 * stops the connection when that asks for an upgrade to WebSocket. What does not begin like a
 * request of HTTP/1.1 is not looked at any further. Used on the proxy's event loop only.
 */
final class UpgradeStop {
  /** Longer heads than any server takes are let through. */
  private static final int MOST_BYTES = 16_384;

  private static final Pattern REQUEST_LINE =
      Pattern.compile("[A-Z]{1,16} [^ \\r\\n]+ HTTP/1\\.1\\r\\n");
  private static final Pattern UPGRADE =
      Pattern.compile("\\r\\nupgrade:[ \\t]*websocket[ \\t]*\\r\\n", Pattern.CASE_INSENSITIVE);
  private static final String END = "\r\n\r\n";

  private static final byte[] REFUSAL =
      ("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0" + END)
          .getBytes(ISO_8859_1);

  private final Runnable stop;
  private final StringBuilder head = new StringBuilder();
  private boolean done;

  /** The runnable stops the connection, from within {@link #passes}. */
  UpgradeStop(Runnable stop) {
    this.stop = stop;
  }

  /** What a client is answered whose upgrade is refused. */
  static ByteBuf refusal() {
    return Unpooled.wrappedBuffer(REFUSAL);
  }

  /**
   * Whether a chunk may pass, which stays the caller's; if not, the connection has been stopped.
   */
  boolean passes(ByteBuf chunk) {
    if (done) {
      return true;
    }
    head.append(chunk.toString(ISO_8859_1));
    int end = head.indexOf(END);
    if (end >= 0) {
      done = true;
      head.setLength(end + END.length());
      if (REQUEST_LINE.matcher(head).lookingAt() && UPGRADE.matcher(head).find()) {
        stop.run();
        return false;
      }
    } else {
      done = head.length() > MOST_BYTES;
    }
    return true;
  }
}
