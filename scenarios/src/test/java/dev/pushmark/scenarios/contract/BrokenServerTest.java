package dev.pushmark.scenarios.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.contract.RawServer.Conversation;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that refuses, breaks off or talks nonsense ends a subscription once, in plain words. */
@Timeout(60)
@ExtendWith(LogCheck.class)
class BrokenServerTest {
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";
  private static final String STREAM = CHUNKED + "Content-Type: text/event-stream\r\n\r\n";

  /** What no transport can begin with. */
  private static final Map<String, Conversation> REFUSALS = new LinkedHashMap<>();

  /** Transport and words of the reason, for servers that break a transport in particular. */
  private static final Map<String, Conversation> BREAKS = new LinkedHashMap<>();

  static {
    REFUSALS.put("404", RawServer.answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
    REFUSALS.put("500", RawServer.answering("HTTP/1.1 500 Oh\r\nContent-Length: 4\r\n\r\nno\n\n"));
    REFUSALS.put("not HTTP", RawServer.answering("220 mail.example ESMTP\r\n\r\n"));
    REFUSALS.put("not HTTP", RawServer.answering("\0\1\2\3\n\n\r\n\r\n"));
    REFUSALS.put(
        "200|content type text/html|not understood",
        RawServer.answering(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<hr>"));
    REFUSALS.put("closed", (in, out) -> {});
    REFUSALS.put("closed|failed", (in, out) -> RawServer.readHead(in));
    REFUSALS.put("closed|header", RawServer.answering("HTTP/1.1 200 OK\r\nContent-Ty"));
    REFUSALS.put(
        "header|failed|not HTTP",
        RawServer.answering("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(9_999)));

    REFUSALS.put("not HTTP|header|failed|closed", endless("HTTP/1.1 200 ", "x"));
    REFUSALS.put("not HTTP|header|failed", endless("HTTP/1.1 200 OK\r\nX-Long: ", "y"));
    REFUSALS.put("not HTTP|failed|header|1xx|100", endless("", "HTTP/1.1 100 Continue\r\n\r\n"));

    BREAKS.put("sse not HTTP any more|failed", endless(STREAM, "f"));
    BREAKS.put(
        "websocket no end|continuation",
        endlessFrames("\u0001\0", "\u0000\u007e\u00ff\u00ff" + "z".repeat(0xffff)));
    BREAKS.put("sse closed", RawServer.answering(STREAM + "5\r\n: a\n\n\r\nff\r\n: no end"));
    BREAKS.put("sse not HTTP any more", RawServer.answering(STREAM + "xyz\r\n: a\n\n\r\n"));
    BREAKS.put("sse server ended", RawServer.answering(STREAM + "0\r\n\r\n"));
    BREAKS.put("sse more than", endlessEvent());
    BREAKS.put(
        "short-polling closed",
        RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"));
    BREAKS.put("long-polling closed", RawServer.answering(CHUNKED + "\r\nff\r\n{\"next\":"));
    BREAKS.put("refresh not understood", RawServer.answering(body("{\"next\":\"a-1\"}")));
    BREAKS.put(
        "short-polling not understood",
        RawServer.answering(body("{\"next\":\"no number\",\"events\":[]}")));
    BREAKS.put("websocket wrong Sec-WebSocket-Accept", webSocket("bm90IHRoYXQ=", ""));
    BREAKS.put("websocket reserved bits", webSocket(null, "\u00c1\1a"));
    BREAKS.put("websocket mask", webSocket(null, "\u0081\u0081abcde"));
    BREAKS.put(
        "websocket claimed to have",
        webSocket(null, "\u0082\177\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"));
    BREAKS.put("websocket opcode 3", webSocket(null, "\u0083\0"));
    BREAKS.put("websocket continuation", webSocket(null, "\u0080\0"));
    BREAKS.put("websocket code 1001 .going.", webSocket(null, "\u0088\7\3\u00e9going"));
    BREAKS.put("websocket connection was closed", webSocket(null, "\u0081\5abc"));
  }

  static Stream<Arguments> refusals() {
    return Contender.overHttp1()
        .flatMap(
            name ->
                REFUSALS.entrySet().stream()
                    .map(e -> Arguments.of(name, e.getKey(), e.getValue())));
  }

  static Stream<Arguments> breaks() {
    return BREAKS.entrySet().stream()
        .map(
            e -> {
              String[] words = e.getKey().split(" ", 2);
              return Arguments.of(words[0], words[1], e.getValue());
            });
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("refusals")
  void refusalEndsTheSubscription(String transport, String reason, Conversation server)
      throws Exception {
    assertThat(endOf(transport, server, false)).containsPattern(reason);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("breaks")
  void breachEndsTheSubscription(String transport, String reason, Conversation server)
      throws Exception {
    assertThat(endOf(transport, server, true)).containsPattern(reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.pushmark.scenarios.contract.Contender#overHttp1")
  void nobodyThereEndsTheSubscription(String transport) throws Exception {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    Inbox inbox = new Inbox();
    try (ClientLoop loop = new ClientLoop(nobody)) {
      loop.subscribe(Contender.client(transport, OFTEN), "room", inbox);
      assertThat(inbox.takeEnd()).startsWith("cannot connect: Connection refused");
    }
    assertThat(inbox.drain()).isEmpty();
  }

  private static String endOf(String transport, Conversation conversation, boolean mayBegin)
      throws Exception {
    Inbox inbox = new Inbox();
    String reason;
    try (RawServer server = new RawServer(conversation);
        ClientLoop loop = new ClientLoop(server.url())) {
      loop.subscribe(Contender.client(transport, OFTEN), "room", inbox);
      String first = inbox.take();
      if (first.equals(Inbox.SUBSCRIBED)) {
        assertThat(mayBegin).isTrue();
        reason = inbox.takeEnd();
      } else {
        assertThat(first).startsWith(Inbox.ENDED);
        assertThat(first).matches("[ -~]+").doesNotContain("Exception", "null");
        reason = first.substring(Inbox.ENDED.length());
      }
    }
    assertThat(inbox.drain()).isEmpty();
    return reason;
  }

  private static String body(String json) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
  }

  private static Conversation endlessEvent() {
    byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(ISO_8859_1);
    return (in, out) -> {
      RawServer.readHead(in);
      out.write(STREAM.getBytes(ISO_8859_1));
      for (int i = 0; i < 1_000; i++) {
        out.write(chunk);
      }
    };
  }

  /** A beginning, and then the same again and again for as long as the client listens. */
  private static Conversation endless(String start, String again) {
    byte[] more = again.repeat(1 + 0x4000 / again.length()).getBytes(ISO_8859_1);
    return (in, out) -> {
      RawServer.readHead(in);
      out.write(start.getBytes(ISO_8859_1));
      for (int i = 0; i < 1_000; i++) {
        out.write(more);
      }
    };
  }

  private static Conversation endlessFrames(String start, String again) {
    return (in, out) -> {
      out.write(WebSocketKey.upgrade(RawServer.readHead(in)));
      out.write(start.getBytes(ISO_8859_1));
      byte[] more = again.getBytes(ISO_8859_1);
      for (int i = 0; i < 1_000; i++) {
        out.write(more);
      }
    };
  }

  /** Agrees to the upgrade, with the right answer to the key unless another is given. */
  private static Conversation webSocket(@Nullable String accept, String frames) {
    return (in, out) -> {
      String head = RawServer.readHead(in);
      out.write(WebSocketKey.answer(accept == null ? WebSocketKey.accept(head) : accept));
      out.write(frames.getBytes(ISO_8859_1));
      out.flush();
      awaitClient(in, accept != null || frames.startsWith("\u0081\5"));
    };
  }

  /** Leaves it to the client to close, unless the server is the one to break off. */
  private static void awaitClient(InputStream in, boolean breakOff) throws IOException {
    while (!breakOff && in.read() >= 0) {
      // what the client still has to say
    }
  }
}
