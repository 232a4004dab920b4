package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.reading.Api;
import dev.pushmark.server.reading.Item;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 as clients speak it, the careless ones and the hostile ones too. */
@ExtendWith(LeakCheck.class)
class HttpTest {
  private static ReferenceServer server;
  private static Api api;

  @BeforeAll
  static void start() throws IOException {
    server = ReferenceServer.start(ServerConfig.defaults());
    api = Api.of(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }

  private static String post(String room, String body) {
    return "POST /rooms/"
        + room
        + "/events HTTP/1.1\r\nHost: x\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrderEvenBehindALongPoll() throws Exception {
    String tail = api.tail("pipeline");
    try (RawConnection raw = new RawConnection(server.port())) {
      raw.send(
          get("/rooms/pipeline/events?wait=20&after=" + tail)
              + post("elsewhere", "1")
              + get("/health")
              + get("/nowhere"));
      api.publish("pipeline", 5);
      assertThat(raw.answer()).startsWith("HTTP/1.1 200").contains("\"data\":5");
      assertThat(raw.answer()).startsWith("HTTP/1.1 201");
      assertThat(raw.answer()).startsWith("HTTP/1.1 200").endsWith("{\"status\":\"up\"}");
      assertThat(raw.answer()).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void moreIsPipelinedThanIsReadAtOnce() throws Exception {
    int requests = 2_000;
    String tail = api.tail("deep");
    try (RawConnection raw = new RawConnection(server.port())) {
      raw.send(get("/rooms/deep/events?wait=20&after=" + tail));
      raw.send(get("/health").repeat(requests));
      api.publish("deep", 5);
      assertThat(raw.answer()).contains("\"data\":5");
      for (int i = 0; i < requests; i++) {
        assertThat(raw.answer()).endsWith("{\"status\":\"up\"}");
      }
    }
  }

  @Test
  void aWebSocketMayBeginBehindMoreThanIsReadAtOnce() throws Exception {
    String tail = api.tail("late");
    try (RawConnection raw = new RawConnection(server.port())) {
      raw.send(get("/rooms/late/events?wait=20&after=" + tail));
      raw.send(get("/health").repeat(100) + RawConnection.upgrade("/rooms/late/socket"));
      api.publish("late", 5);
      assertThat(raw.answer()).contains("\"data\":5");
      for (int i = 0; i < 100; i++) {
        assertThat(raw.answer()).endsWith("{\"status\":\"up\"}");
      }
      assertThat(raw.head()).startsWith("HTTP/1.1 101");
      raw.sendFrame(0x89, "are you there?");
      assertThat(raw.frame().text()).isEqualTo("are you there?");
    }
  }

  @Test
  void aRequestMayComeByteByByte() throws Exception {
    try (RawConnection raw = new RawConnection(server.port())) {
      for (byte one : post("slow", "[1, 2]").getBytes(StandardCharsets.US_ASCII)) {
        raw.send(new byte[] {one});
      }
      assertThat(raw.answer()).startsWith("HTTP/1.1 201");
    }
    assertThat(api.get("/rooms/slow/events").body()).contains("\"data\":[1, 2]");
  }

  @Test
  void aBodyMayComeInChunksAndAfterContinue() throws Exception {
    try (RawConnection raw = new RawConnection(server.port())) {
      raw.send(
          RawConnection.request(
              "POST /rooms/chunks/events HTTP/1.1",
              "Host: x",
              "Expect: 100-continue",
              "Transfer-Encoding: chunked"));
      assertThat(raw.head()).startsWith("HTTP/1.1 100 Continue");
      raw.send(String.join("\r\n", "3", "[1,", "2;ext=1", "2]", "0", "Trailer: t", "", ""));
      assertThat(raw.answer()).startsWith("HTTP/1.1 201");
      raw.send(get("/health").replace("GET", "HEAD") + get("/health"));
      assertThat(raw.head()).startsWith("HTTP/1.1 200").contains("content-length: 15");
      assertThat(raw.answer()).endsWith("{\"status\":\"up\"}");
    }
    assertThat(api.get("/rooms/chunks/events").body()).contains("\"data\":[1,2]");
  }

  @Test
  void aPipelinedHeadBehindAContinueStillKeepsAnswersApart() throws Exception {
    try (RawConnection raw = new RawConnection(server.port())) {
      raw.send(
          RawConnection.request(
                  "POST /rooms/expect/events HTTP/1.1",
                  "Host: x",
                  "Expect: 100-continue",
                  "Content-Length: 1")
              + "1"
              + get("/health").replace("GET", "HEAD")
              + get("/health"));
      assertThat(raw.head()).startsWith("HTTP/1.1 100");
      assertThat(raw.answer()).startsWith("HTTP/1.1 201").contains("{\"id\":");
      assertThat(raw.head()).startsWith("HTTP/1.1 200");
      assertThat(raw.answer()).endsWith("{\"status\":\"up\"}");
    }
  }

  @Test
  void aBodyOf64KiBIsTakenAndOneByteMoreIsNot() throws Exception {
    String largest = "\"" + "x".repeat((64 << 10) - 2) + "\"";
    assertThat(api.post("/rooms/large/events", largest).statusCode()).isEqualTo(201);
    assertThat(api.get("/rooms/large/events").body()).contains("\"data\":" + largest);
    assertThat(api.post("/rooms/large/events", largest + " ").statusCode()).isEqualTo(413);
  }

  @Test
  void anEndlessBodyIsCutOff() throws Exception {
    try (RawConnection raw = new RawConnection(server.port())) {
      raw.send(
          "POST /rooms/endless/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 5; i++) {
        raw.send("4000\r\n" + " ".repeat(0x4000) + "\r\n");
      }
      assertThat(raw.untilEnd()).startsWith("HTTP/1.1 413").contains("connection: close");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "01",
        "1 2",
        "{}{}",
        "nul",
        "'a'",
        "{\"a\":1,}",
        "NaN",
        "\"\u0001\"",
        "\uFEFF1",
        "// c\n1",
        "\"\\x\""
      })
  void whatIsNotOneJsonTextIsRefused(String body) throws Exception {
    HttpResponse<String> answer = api.post("/rooms/bad/events", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"").endsWith("\"}\n").hasLineCount(1);
  }

  @Test
  void otherEncodingsThanUtf8AreRefused() throws Exception {
    byte[][] bodies = {
      "\"ab\"".getBytes(StandardCharsets.UTF_16LE),
      "\"ab\"".getBytes(StandardCharsets.UTF_16BE),
      {'"', (byte) 0xC0, (byte) 0x80, '"'},
      {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
      {'"', (byte) 0xFF, '"'},
    };
    for (byte[] body : bodies) {
      HttpResponse<String> answer =
          api.client()
              .send(
                  api.request("/rooms/utf/events").POST(BodyPublishers.ofByteArray(body)).build(),
                  BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(400);
    }
  }

  @Test
  void whatIsPublishedIsRelayedByteForByte() throws Exception {
    String text = " {\"b\" : 1.0e+00,\t\"a\":\"\\u00e9 é 😀 \\/\",\"a\":[ ]} ";
    assertThat(api.post("/rooms/bytes/events", text).statusCode()).isEqualTo(201);
    assertThat(api.get("/rooms/bytes/events").body()).endsWith("\"data\":" + text + "}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/rooms/a%20b/events", "/rooms//events", "/rooms/a/b/events", "/rooms/%61/events"})
  void onlyPlainRoomNamesExist(String path) throws Exception {
    try (RawConnection raw = new RawConnection(server.port())) {
      assertThat(raw.send(get(path)).answer()).containsPattern("^HTTP/1.1 40[04]");
      assertThat(raw.send(get("/health")).answer()).startsWith("HTTP/1.1 200");
    }
    assertThat(api.get("/rooms/" + "a".repeat(129) + "/events").statusCode()).isEqualTo(400);
    assertThat(api.get("/rooms/" + "a".repeat(128) + "/events").statusCode()).isEqualTo(200);
  }

  @Test
  void anotherMethodIsToldWhatIsAllowed() throws Exception {
    HttpResponse<String> answer =
        api.client().send(api.request("/rooms/a/events").DELETE().build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET /health HTTP/1.1\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /health HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        "POST /rooms/a/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /rooms/a/events HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      })
  void whatIsNoHttpIsRefusedAndTheConnectionEnds(String request) throws Exception {
    try (RawConnection raw = new RawConnection(server.port())) {
      assertThat(raw.send(request).untilEnd())
          .startsWith("HTTP/1.1 400")
          .contains("connection: close")
          .contains("{\"error\":\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "gzip, chunked", "chunked, gzip", "xchunked", "identity", ""})
  void aCodingThatHidesWhereTheBodyEndsIsRefusedAndTheConnectionEnds(String coding)
      throws Exception {
    try (RawConnection raw = new RawConnection(server.port())) {
      raw.send(
          "POST /rooms/a/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
              + coding
              + "\r\n\r\n"
              + get("/health"));
      assertThat(raw.untilEnd()).startsWith("HTTP/1.1 400 ").doesNotContain("up");
    }
  }

  @Test
  void oversizedHeadsAreRefusedByName() throws Exception {
    try (RawConnection raw = new RawConnection(server.port())) {
      raw.send("GET /health HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
      assertThat(raw.untilEnd()).startsWith("HTTP/1.1 431");
    }
    try (RawConnection raw = new RawConnection(server.port())) {
      assertThat(raw.send(get("/" + "x".repeat(20_000))).untilEnd()).startsWith("HTTP/1.1 414");
    }
  }

  @Test
  void http10IsAnsweredAndEnds() throws Exception {
    try (RawConnection raw = new RawConnection(server.port())) {
      raw.send("GET /health HTTP/1.0\r\n\r\n");
      assertThat(raw.untilEnd()).startsWith("HTTP/1.1 200").endsWith("{\"status\":\"up\"}");
    }
  }

  @Test
  void refreshShowsTheLatestFiftyAndIsNotSentTwice() throws Exception {
    for (int number = 1; number <= 60; number++) {
      api.publish("refresh", number);
    }
    HttpResponse<String> answer = api.get("/rooms/refresh/events");
    assertThat(Item.all(answer.body())).hasSize(50).last().extracting(Item::data).isEqualTo("60");
    String tag = answer.headers().firstValue("ETag").orElseThrow();
    assertThat(tag).isEqualTo("\"" + Api.id(answer.body()) + "\"");
    HttpResponse<String> again = api.get("/rooms/refresh/events", "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.headers().firstValue("ETag")).contains(tag);
    api.publish("refresh", 61);
    assertThat(api.get("/rooms/refresh/events", "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void nothingNewIs304ForShortAndLongPolls() throws Exception {
    String id = api.publish("etag", 1);
    String[] known = {"If-None-Match", "W/\"other\", \"" + id + "\""};
    String poll = "/rooms/etag/events?after=" + id;
    assertThat(api.get(poll).body()).isEqualTo("{\"next\":\"" + id + "\",\"events\":[]}");
    assertThat(api.get(poll, known).statusCode()).isEqualTo(304);
    assertThat(api.get(poll + "&wait=0.2", known).statusCode()).isEqualTo(304);
    assertThat(api.get(poll + "&wait=0.2").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "61", "1e1", "x", "", "1."})
  void aWaitOutsideItsBoundsIsRefused(String wait) throws Exception {
    String path = "/rooms/wait/events?after=" + api.tail("wait") + "&wait=" + wait;
    assertThat(api.get(path).statusCode()).isEqualTo(400);
  }

  @Test
  void aPollIsBoundedInBytesAndGoesOnFromNext() throws Exception {
    String start = api.tail("bulk");
    String event = "\"" + "x".repeat(60_000) + "\"";
    for (int i = 0; i < 20; i++) {
      api.post("/rooms/bulk/events", event);
    }
    HttpResponse<String> first = api.get("/rooms/bulk/events?after=" + start);
    assertThat(Api.id(first.body())).endsWith("-17");
    HttpResponse<String> second = api.get("/rooms/bulk/events?after=" + Api.id(first.body()));
    assertThat(Api.id(second.body())).endsWith("-20");
  }

  @Test
  void headOfAStreamTellsItsHeadersOnly() throws Exception {
    try (RawConnection raw = new RawConnection(server.port())) {
      raw.send(get("/rooms/a/stream").replace("GET", "HEAD") + get("/health"));
      assertThat(raw.head()).startsWith("HTTP/1.1 200").contains("text/event-stream");
      assertThat(raw.answer()).endsWith("{\"status\":\"up\"}");
    }
  }

  @Test
  void aStreamOverHttp10HasNoChunksAndSplitsLines() throws Exception {
    try (RawConnection raw = new RawConnection(server.port())) {
      raw.send("GET /rooms/old/stream HTTP/1.0\r\n\r\n");
      assertThat(raw.head()).contains("connection: close").doesNotContain("chunked");
      String[] preamble = {raw.line(), raw.line(), raw.line()};
      assertThat(preamble[0]).isEqualTo("retry: 1000");
      assertThat(preamble[1]).endsWith("-0");
      api.post("/rooms/old/events", "[1,\r\n2,\n3,\r4]");
      assertThat(raw.line()).endsWith("-1");
      for (String data : new String[] {"[1,", "2,", "3,", "4]"}) {
        assertThat(raw.line()).isEqualTo("data: " + data);
      }
      assertThat(raw.line()).isEmpty();
    }
  }
}
