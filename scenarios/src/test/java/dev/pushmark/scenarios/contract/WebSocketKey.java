package dev.pushmark.scenarios.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's half of the opening handshake (RFC 6455, section 4.2.2). */
public final class WebSocketKey {
  private static final Pattern KEY = Pattern.compile("(?i)Sec-WebSocket-Key: (\\S+)");

  private WebSocketKey() {}

  /** The whole answer to a request's head. */
  public static byte[] upgrade(String head) {
    return answer(accept(head));
  }

  /** An answer with an accept value that need not be right. */
  public static byte[] answer(String accept) {
    return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept
            + "\r\n\r\n")
        .getBytes(US_ASCII);
  }

  /** The accept value that a request's head asks for. */
  public static String accept(String head) {
    Matcher key = KEY.matcher(head);
    if (!key.find()) {
      throw new AssertionError("no key in " + head);
    }
    try {
      byte[] text = (key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
