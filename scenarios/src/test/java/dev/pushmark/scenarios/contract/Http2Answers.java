package dev.pushmark.scenarios.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** What a right server of HTTP/2 answers each kind of client: {@link GoodAnswers} in its frames. */
final class Http2Answers {
  private static final int FIRST_STREAM = 3;
  private static final String UPGRADE = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

  private Http2Answers() {}

  /** The first one begins with what a server has to say before it answers. */
  static List<byte[]> to(String transport) {
    String overHttp1 = transport.substring(0, transport.length() - "-h2".length());
    List<byte[]> answers = new ArrayList<>();
    int stream = FIRST_STREAM;
    for (byte[] answer : GoodAnswers.to(overHttp1, UPGRADE)) {
      byte[] frames = frames(new String(answer, ISO_8859_1), stream, overHttp1);
      byte[] ack = Http2Bytes.frame(Http2Bytes.SETTINGS, Http2Bytes.ACK, 0, "");
      answers.add(
          answers.isEmpty() ? Http2Bytes.join(Http2Bytes.RIGHT_SETTINGS, ack, frames) : frames);
      stream += 2;
    }
    return answers;
  }

  /** Whether each answer is an answer to a request of its own. */
  private static boolean areAwaited(String transport) {
    return transport.contains("polling");
  }

  private static byte[] frames(String answer, int stream, String transport) {
    int end = answer.indexOf("\r\n\r\n") + 4;
    String status = transport.equals("websocket") ? "200" : answer.substring(9, 12);
    String body = answer.substring(end);
    if (answer.contains("chunked")) {
      body = joined(body);
    }
    byte[] head =
        transport.equals("sse")
            ? Http2Bytes.head(stream, ":status", status, "content-type", "text/event-stream")
            : Http2Bytes.head(stream, ":status", status);
    int half = body.length() / 2;
    int last = areAwaited(transport) ? Http2Bytes.END_STREAM : 0;
    return Http2Bytes.join(
        head,
        Http2Bytes.frame(Http2Bytes.DATA, 0, stream, body.substring(0, half)),
        Http2Bytes.frame(Http2Bytes.PING, 0, 0, new byte[8]),
        Http2Bytes.frame(Http2Bytes.DATA, last, stream, body.substring(half)));
  }

  private static String joined(String chunks) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    while (at < chunks.length()) {
      int behindSize = chunks.indexOf("\r\n", at);
      int size = Integer.parseInt(chunks.substring(at, behindSize), 16);
      body.append(chunks, behindSize + 2, behindSize + 2 + size);
      at = behindSize + 2 + size + 2;
    }
    return body.toString();
  }
}
