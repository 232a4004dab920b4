package dev.pushmark.server.wire;

import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_ACCEPT;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_KEY;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_VERSION;
import static io.netty.handler.codec.http.HttpHeaderNames.UPGRADE;
import static io.netty.handler.codec.http.HttpResponseStatus.OK;
import static io.netty.handler.codec.http.HttpResponseStatus.SWITCHING_PROTOCOLS;
import static io.netty.handler.codec.http.HttpResponseStatus.UPGRADE_REQUIRED;

import dev.pushmark.server.compression.MessageDeflate;
import dev.pushmark.server.room.EventId;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The opening handshake of RFC 6455, section 4.2, and of RFC 8441 on a stream, with no extension
 * but permessage-deflate, and without subprotocols.
 */
public final class WebSocketHandshake {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int KEY_BYTES = 16;

  /** Who sends a little too much is told so in a handshake; the decoder cannot go on after that. */
  private static final int TOLERANCE_BYTES = 256;

  private static final String VERSION = "13";

  /** A connection closes itself, in its own words, when the decoder complains. */
  private static WebSocketDecoderConfig frames(WebSocket socket) {
    return WebSocketDecoderConfig.newBuilder()
        .maxFramePayloadLength(socket.maxBytes() + TOLERANCE_BYTES)
        .allowExtensions(socket.deflate() != null)
        .closeOnProtocolViolation(false)
        .withUTF8Validator(false)
        .build();
  }

  private WebSocketHandshake() {}

  /** A WebSocket that is not asked for a room's events. */
  public static boolean accept(Exchange exchange, WebSocket connection) throws RequestException {
    return accept(exchange, connection, null);
  }

  /**
   * Makes the exchange's channel a WebSocket: {@code connection} reads Netty's frames and writes
   * {@link WebSocketFrames}.
   *
   * @param place behind which its events begin, which the answer tells; null if it is asked for
   *     none
   * @return false when the request asked for no WebSocket, and has been told so
   * @throws RequestException when it asked for one in a wrong way
   */
  public static boolean accept(Exchange exchange, WebSocket connection, @Nullable EventId place)
      throws RequestException {
    HttpHeaders headers = exchange.headers();
    boolean upgrade =
        headers.containsValue(CONNECTION, HttpHeaderValues.UPGRADE, true)
            && headers.containsValue(UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    boolean stream = exchange.version().majorVersion() > 1;
    boolean version = VERSION.equals(headers.get(SEC_WEBSOCKET_VERSION));
    if (!upgrade || !version || exchange.version().equals(HttpVersion.HTTP_1_0)) {
      exchange.answer(upgradeRequired());
      return false;
    }
    if (!exchange.method().equals(HttpMethod.GET)) {
      throw RequestException.badRequest("a WebSocket begins with GET");
    }
    HttpResponse head = stream ? consent() : switching(headers.get(SEC_WEBSOCKET_KEY, ""));
    MessageDeflate deflate = connection.deflate();
    if (deflate != null) {
      head.headers().set(SEC_WEBSOCKET_EXTENSIONS, deflate.answer());
    }
    if (place != null) {
      head.headers().set(Exchange.LAST_EVENT_ID, place.toString());
    }
    exchange.takeOver(head, connection, new FrameDecoder(frames(connection)));
    return true;
  }

  /** To an extended CONNECT (RFC 8441, section 5), which has no key. */
  private static HttpResponse consent() {
    return new DefaultHttpResponse(HttpVersion.HTTP_1_1, OK);
  }

  private static HttpResponse switching(String key) throws RequestException {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, SWITCHING_PROTOCOLS);
    head.headers()
        .set(CONNECTION, HttpHeaderValues.UPGRADE)
        .set(UPGRADE, HttpHeaderValues.WEBSOCKET)
        .set(SEC_WEBSOCKET_ACCEPT, acceptance(key));
    return head;
  }

  private static FullHttpResponse upgradeRequired() {
    FullHttpResponse response =
        Answers.error(UPGRADE_REQUIRED, "this is a WebSocket of version " + VERSION);
    response
        .headers()
        .set(CONNECTION, HttpHeaderValues.UPGRADE)
        .set(UPGRADE, HttpHeaderValues.WEBSOCKET)
        .set(SEC_WEBSOCKET_VERSION, VERSION);
    return response;
  }

  private static String acceptance(String key) throws RequestException {
    if (decodedBytes(key) != KEY_BYTES) {
      throw RequestException.badRequest("Sec-WebSocket-Key must be 16 bytes in Base64");
    }
    byte[] digest = sha1().digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
    return Base64.getEncoder().encodeToString(digest);
  }

  private static int decodedBytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64).length;
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
