package dev.pushmark.scenarios.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a right server answers each kind of client: one piece per request that the client sends, in
 * the order of its requests on one connection.
 */
final class GoodAnswers {
  /** The events in each conversation: {@link Events#text} of 8 and 9. */
  static final int FIRST = Events.SMALL_FROM;

  private static final String GAP = "{\"after\":\"a-2\",\"next\":\"a-5\"}";

  private GoodAnswers() {}

  /**
   * The answers to a client.
   *
   * @param client a transport's name, {@code http} or {@code ws} for a way of publishing
   * @param head of the client's first request
   */
  static List<byte[]> to(String client, String head) {
    return switch (client) {
      case "refresh" ->
          List.of(page("a-0", ""), page("a-2", event(1, 8) + "," + event(2, 9)), page("a-2", ""));
      case "short-polling" ->
          List.of(
              page("a-0", ""),
              bytes("HTTP/1.1 304 Not Modified\r\nETag: \"a-0\"\r\n\r\n"),
              page("a-5", event(1, 8) + "," + event(2, 9)),
              page("a-6", "{\"gap\":" + GAP + "}"));
      case "long-polling" ->
          List.of(
              chunked("a-0", ""), page("a-2", event(1, 8) + "," + event(2, 9)), page("a-2", ""));
      case "sse" -> List.of(stream());
      case "websocket" -> List.of(socket(head));
      case "socketio-polling", "socketio" -> engine();
      case "socketio-websocket" -> List.of(engineSocket(head));
      case "http" -> List.of(created(1), created(2), created(3));
      case "ws" ->
          List.of(
              concat(
                  WebSocketKey.upgrade(head),
                  frame(0x81, "{\"id\":\"a-1\"}"),
                  frame(0x81, "{\"error\":\"no\"}")));
      default -> throw new IllegalArgumentException(client);
    };
  }

  private static final String OPEN =
      "0{\"sid\":\"s-1\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,"
          + "\"pingTimeout\":20000,\"maxPayload\":1000000}";
  private static final String CONNECTED = "40{\"sid\":\"x\",\"pid\":\"y\"}";
  private static final String JOINED = "430[{\"place\":\"a-0\"}]";
  private static final String TOLD_GAP = "42[\"gap\"," + GAP + ",\"a-4\"]";

  private static String emitted(int offset, int sequence) {
    return "42[\"event\"," + Events.text(sequence) + ",\"a-" + offset + "\"]";
  }

  /** Each poll, and each post that a poll follows, has its answer. */
  private static List<byte[]> engine() {
    return List.of(
        plain(OPEN),
        plain("ok"),
        plain(CONNECTED),
        plain("ok"),
        plain(JOINED + "\u001e" + emitted(1, 8)),
        plain("2"),
        plain("ok"),
        plain(TOLD_GAP + "\u001e" + emitted(5, 9) + "\u001e6"),
        plain("6"));
  }

  private static byte[] plain(String body) {
    return bytes(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static byte[] engineSocket(String head) {
    String second = emitted(5, 9);
    return concat(
        WebSocketKey.upgrade(head),
        frame(0x81, OPEN),
        frame(0x81, CONNECTED),
        frame(0x81, JOINED),
        frame(0x81, emitted(1, 8)),
        frame(0x81, "2"),
        frame(0x89, ""),
        frame(0x81, TOLD_GAP),
        frame(0x01, second.substring(0, 30)),
        frame(0x80, second.substring(30)));
  }

  private static String event(int offset, int sequence) {
    return "{\"id\":\"a-" + offset + "\",\"data\":" + Events.text(sequence) + "}";
  }

  private static byte[] page(String next, String events) {
    String body = "{\"next\":\"" + next + "\",\"events\":[" + events + "]}";
    return bytes(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static byte[] chunked(String next, String events) {
    String body = "{\"next\":\"" + next + "\",\"events\":[" + events + "]}";
    return bytes(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunk(body.substring(0, 5))
            + chunk(body.substring(5))
            + "0\r\n\r\n");
  }

  private static byte[] stream() {
    return bytes(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunk(": welcome\n\n")
            + chunk("id: a-1\ndata: " + Events.text(8) + "\n\n")
            + chunk("id: a-4\nevent: gap\ndata: " + GAP + "\n\nid: a-5\r\ndata: ")
            + chunk(Events.text(9) + "\r\n\r\n: beat\n\n"));
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  private static byte[] socket(String head) {
    String second = Events.text(9);
    return concat(
        WebSocketKey.upgrade(head),
        frame(0x81, event(1, 8)),
        frame(0x89, "still there?"),
        frame(0x81, "{\"gap\":" + GAP + "}"),
        frame(0x01, second.substring(0, 30)),
        frame(0x8a, ""),
        frame(0x80, second.substring(30)));
  }

  private static byte[] frame(int first, String payload) {
    int length = payload.length();
    byte[] header =
        length < 126
            ? new byte[] {(byte) first, (byte) length}
            : new byte[] {(byte) first, 126, (byte) (length >> 8), (byte) length};
    return concat(header, bytes(payload));
  }

  private static byte[] created(int offset) {
    String body = "{\"id\":\"a-" + offset + "\"}";
    return bytes("HTTP/1.1 201 Created\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** All answers as one run of bytes. */
  static byte[] whole(List<byte[]> answers) {
    return concat(new ArrayList<>(answers).toArray(new byte[0][]));
  }
}
