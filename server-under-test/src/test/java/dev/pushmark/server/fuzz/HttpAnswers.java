package dev.pushmark.server.fuzz;

import static dev.pushmark.server.fuzz.Verdict.require;
import static dev.pushmark.server.fuzz.Verdict.requireJson;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds fault with what a server sent on one connection, or does not. */
public final class HttpAnswers {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) [ -~]+");
  private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+): ([ -~]*)");
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String ENGINE = "text/plain; charset=UTF-8";
  private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,8}");

  /** What the server's interface has an answer for; a 500 is in no case one of them. */
  static final Set<Integer> STATUSES =
      Set.of(
          100, 101, 200, 201, 204, 304, 400, 401, 403, 404, 405, 408, 413, 414, 417, 422, 426, 429,
          431, 503);

  private record Head(int status, Map<String, String> headers) {
    boolean has(String name, String value) {
      return value.equals(headers.get(name));
    }
  }

  private final Received received;
  private final boolean headAsked;
  private final Consumer<Integer> statuses;

  private HttpAnswers(Received received, boolean headAsked, Consumer<Integer> statuses) {
    this.received = received;
    this.headAsked = headAsked;
    this.statuses = statuses;
  }

  /**
   * @param headAsked whether a HEAD request may be among what was sent: then an answer may tell the
   *     length of a body that does not follow
   * @param statuses told the status of every answer
   * @throws AssertionError with what is wrong
   * @throws Received.CutOff when all is well, but does not end where an answer does
   */
  public static void check(byte[] bytes, boolean headAsked, Consumer<Integer> statuses) {
    Received received = new Received(bytes);
    HttpAnswers answers = new HttpAnswers(received, headAsked, statuses);
    while (!received.atEnd()) {
      answers.checkOne();
    }
  }

  private void checkOne() {
    require(startsLikeAnAnswer(), "no answer begins at byte " + received.place());
    Head head = head();
    statuses.accept(head.status);
    if (head.status == 101) {
      require(head.has("upgrade", "websocket"), "101 without Upgrade: websocket");
      SocketFrames.check(received, head.headers.containsKey("sec-websocket-extensions"));
    } else if (head.has("content-type", "text/event-stream")) {
      checkStream(head);
    } else if (head.status >= 200 && head.status != 204 && head.status != 304) {
      checkBody(head);
    }
  }

  private boolean startsLikeAnAnswer() {
    return received.continuesWith("HTTP/1.1 ") || "HTTP/1.1 ".startsWith(received.shown(8));
  }

  private Head head() {
    String line = received.line();
    Matcher status = STATUS.matcher(line);
    require(status.matches(), "no status line: " + line);
    int code = Integer.parseInt(status.group(1));
    require(STATUSES.contains(code), "a status that the interface does not know: " + line);
    Map<String, String> headers = new TreeMap<>();
    for (String next = received.line(); !next.isEmpty(); next = received.line()) {
      Matcher header = HEADER.matcher(next);
      require(header.matches(), "no header: " + next);
      String name = header.group(1).toLowerCase(Locale.ROOT);
      require(headers.put(name, header.group(2)) == null, "twice: " + next);
    }
    return new Head(code, headers);
  }

  private void checkBody(Head head) {
    String length = head.headers.getOrDefault("content-length", "none");
    require(LENGTH.matcher(length).matches(), "Content-Length: " + length);
    require(!head.headers.containsKey("transfer-encoding"), "a length and Transfer-Encoding");
    if (headAsked && (received.atEnd() || received.continuesWith("HTTP/1.1 "))) {
      return;
    }
    byte[] body = received.take(Integer.parseInt(length));
    checkWhole(
        head.headers.getOrDefault("content-type", "none"),
        head.has("content-encoding", "gzip") ? Plain.gunzipWhole(body) : body);
  }

  /** Checks a body of a content type. */
  static void checkWhole(String type, byte[] body) {
    switch (type) {
      case METRICS -> {}
      case ENGINE, "text/html" -> EngineText.checkPayload(body);
      case "application/json" -> requireJson(body);
      default -> throw new AssertionError("a body of type " + type);
    }
  }

  private void checkStream(Head head) {
    if (head.headers.containsKey("content-length") || head.has("connection", "close")) {
      EventLines.check(plain(head, received.rest()));
    } else if (headAsked && (received.atEnd() || received.continuesWith("HTTP/1.1 "))) {
      return;
    } else {
      require(head.has("transfer-encoding", "chunked"), "a stream without an end");
      EventLines.check(plain(head, chunks()));
    }
  }

  private static byte[] plain(Head head, byte[] stream) {
    return head.has("content-encoding", "gzip") ? Plain.gunzip(stream) : stream;
  }

  /** A stream has no end of its own: it may be cut off anywhere. */
  private byte[] chunks() {
    Bytes chunks = new Bytes();
    try {
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        chunks.add(received.take(size));
        require(received.line().isEmpty(), "a chunk that is longer than its size");
      }
      require(received.line().isEmpty(), "a trailer");
    } catch (Received.CutOff e) {
      received.rest();
    }
    return chunks.toArray();
  }

  private int chunkSize() {
    String size = received.line();
    require(size.matches("0|[1-9a-f][0-9a-f]{0,6}"), "a chunk of size " + size);
    return Integer.parseInt(size, 16);
  }
}
