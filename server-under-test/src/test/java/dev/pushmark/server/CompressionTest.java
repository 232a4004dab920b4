package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.compression.Compression;
import dev.pushmark.server.reading.Api;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** gzip and permessage-deflate byte by byte, against the JDK's own. */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class CompressionTest {
  private static final int TEXT = 0x81;
  private static final int DEFLATED_TEXT = 0xC1;
  private static final int DEFLATED_START = 0x41;
  private static final int CONTINUATION = 0x00;
  private static final int CONTINUATION_END = 0x80;
  private static final int CLOSE = 0x88;
  private static final ServerConfig CONFIG =
      ServerConfig.defaults().withCompression(Compression.DEFLATE);

  private static ReferenceServer server;
  private static Api api;

  @BeforeAll
  static void start() throws IOException {
    server = ReferenceServer.start(CONFIG);
    api = Api.of(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawConnection open(String path, String offer) throws IOException {
    RawConnection socket = new RawConnection(server.port());
    String head = RawConnection.upgrade("/rooms/" + path);
    socket.send(head.replace("Host:", "Sec-WebSocket-Extensions: " + offer + "\r\nHost:"));
    assertThat(socket.head())
        .startsWith("HTTP/1.1 101")
        .contains("sec-websocket-extensions: permessage-deflate; server_no_context_takeover");
    return socket;
  }

  private static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(plain);
    byte[] out = new byte[plain.length + 100];
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(out, length - 4);
  }

  private static byte[] deflate(String plain) {
    return deflate(plain.getBytes(StandardCharsets.UTF_8));
  }

  private static String inflate(byte[] message) throws Exception {
    Inflater inflater = new Inflater(true);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(message);
    whole.writeBytes(new byte[] {0, 0, (byte) 0xFF, (byte) 0xFF});
    inflater.setInput(whole.toByteArray());
    byte[] plain = new byte[100_000];
    int length = inflater.inflate(plain);
    inflater.end();
    return new String(plain, 0, length, StandardCharsets.UTF_8);
  }

  private static void expectClose(RawConnection socket, int code) throws IOException {
    RawConnection.Frame close = socket.frame();
    assertThat(close.firstByte()).isEqualTo(CLOSE);
    assertThat(close.closeCode()).isEqualTo(code);
    socket.sendFrame(CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    assertThat(socket.untilEnd()).isEmpty();
  }

  @Test
  void anEventIsCompressedByItselfSoThatWhoComesLaterReadsItToo() throws Exception {
    String event = "\"" + "again and ".repeat(30) + "\"";
    try (RawConnection early = open("late/socket", "permessage-deflate")) {
      api.post("/rooms/late/events", event);
      assertThat(inflate(early.frame().payload().array())).endsWith("\"data\":" + event + "}");
      try (RawConnection late = open("late/socket", "permessage-deflate; client_max_window_bits")) {
        api.post("/rooms/late/events", event);
        RawConnection.Frame frame = early.frame();
        assertThat(frame.firstByte()).isEqualTo(DEFLATED_TEXT);
        assertThat(frame.payload().remaining()).isLessThan(event.length() / 2);
        assertThat(late.frame()).isEqualTo(frame);
        assertThat(inflate(frame.payload().array())).endsWith("\"data\":" + event + "}");
      }
    }
  }

  @Test
  void whatGetsNoShorterIsSentPlain() throws Exception {
    try (RawConnection socket = open("short/socket", "permessage-deflate")) {
      api.publish("short", 1);
      RawConnection.Frame frame = socket.frame();
      assertThat(frame.firstByte()).isEqualTo(TEXT);
      assertThat(frame.text()).endsWith("-1\",\"data\":1}");
    }
  }

  @Test
  void nothingRefersFurtherBackThanTheClientsWindow() throws Exception {
    try (RawConnection socket =
        open("window/socket", "permessage-deflate; server_max_window_bits=9")) {
      api.post("/rooms/window/events", "\"" + "x".repeat(300) + "\"");
      assertThat(socket.frame().firstByte()).isEqualTo(DEFLATED_TEXT);
      api.post("/rooms/window/events", "\"" + "x".repeat(600) + "\"");
      assertThat(socket.frame().firstByte()).isEqualTo(TEXT);
    }
  }

  @Test
  void aCompressedPublishArrivesWholeOrInFragments() throws Exception {
    String event = "[" + "1234567890,".repeat(5000) + "0]";
    byte[] deflated = deflate(event);
    try (RawConnection socket = open("in/socket?after=0therlife-0", "permessage-deflate")) {
      assertThat(socket.frame().text()).startsWith("{\"gap\":");
      socket.sendFrame(DEFLATED_TEXT, deflated);
      assertThat(inflate(socket.frame().payload().array())).endsWith("\"data\":" + event + "}");
      int half = deflated.length / 2;
      socket
          .sendFrame(DEFLATED_START, Arrays.copyOf(deflated, half))
          .sendFrame(CONTINUATION, "")
          .sendFrame(CONTINUATION_END, Arrays.copyOfRange(deflated, half, deflated.length));
      assertThat(inflate(socket.frame().payload().array())).endsWith("\"data\":" + event + "}");
      socket.sendFrame(TEXT, "7");
      assertThat(socket.frame().text()).endsWith("\"data\":7}");
    }
  }

  @Test
  void theLargestEventMayBeCompressedEvenIfThatMakesItLonger() throws Exception {
    String event = " ".repeat((64 << 10) - 1) + "1";
    try (RawConnection socket = open("most/socket?publish-only=1&ack=1", "permessage-deflate")) {
      socket.sendFrame(DEFLATED_TEXT, deflate(event));
      assertThat(socket.frame().text()).startsWith("{\"published\":");
      ByteArrayOutputStream stored = new ByteArrayOutputStream();
      byte[] plain = event.getBytes(StandardCharsets.UTF_8);
      for (int at = 0; at < plain.length; at += 16 << 10) {
        stored.writeBytes(new byte[] {0, 0, 0x40, (byte) 0xFF, (byte) 0xBF});
        stored.write(plain, at, 16 << 10);
      }
      stored.write(0);
      socket.sendFrame(DEFLATED_TEXT, stored.toByteArray());
      assertThat(socket.frame().text()).startsWith("{\"published\":");
    }
  }

  @Test
  void badCompressedDataIsClosedWith1007() throws Exception {
    try (RawConnection socket = open("bad/socket", "permessage-deflate")) {
      socket.sendFrame(DEFLATED_TEXT, new byte[] {(byte) 0xFF, 1, 2, 3});
      expectClose(socket, 1007);
    }
  }

  @Test
  void aBombIsClosedWith1009() throws Exception {
    try (RawConnection socket = open("bomb/socket", "permessage-deflate")) {
      socket.sendFrame(DEFLATED_TEXT, deflate(new byte[40 << 20]));
      expectClose(socket, 1009);
    }
    try (RawConnection socket = open("bomb/socket", "permessage-deflate")) {
      socket.sendFrame(DEFLATED_TEXT, deflate(" ".repeat((64 << 10) + 1)));
      expectClose(socket, 1009);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0xC9", // a compressed ping
    "0xA1", // another reserved bit
    "0xE1", // two of them
  })
  void reservedBitsStayForbiddenElsewhere(String firstByte) throws Exception {
    try (RawConnection socket = open("rsv/socket", "permessage-deflate")) {
      socket.sendFrame(Integer.decode(firstByte), "1");
      expectClose(socket, 1002);
    }
    try (RawConnection socket = open("rsv/socket", "permessage-deflate")) {
      socket.sendFrame(DEFLATED_START, deflate("1")).sendFrame(0xC0, "");
      expectClose(socket, 1002);
    }
  }

  @Test
  void nothingIsAgreedWhereTheServerOrTheClientWantsNone() throws Exception {
    try (ReferenceServer plain = ReferenceServer.start(ServerConfig.defaults());
        RawConnection socket = new RawConnection(plain.port())) {
      String head = RawConnection.upgrade("/rooms/a/socket");
      socket.send(head.replace("Host:", "Sec-WebSocket-Extensions: permessage-deflate\r\nHost:"));
      assertThat(socket.head()).startsWith("HTTP/1.1 101").doesNotContain("extensions");
      Api of = Api.of(plain);
      assertThat(of.get("/rooms/a/events", "Accept-Encoding", "gzip").headers().map())
          .doesNotContainKey("content-encoding");
    }
    try (RawConnection socket = RawConnection.webSocket(server.port(), "/rooms/a/socket")) {
      socket.sendFrame(DEFLATED_TEXT, deflate("1"));
      expectClose(socket, 1002);
    }
  }

  @Test
  void twoStreamsThatBeganApartAreEachOneGzipWithARightEnd() throws Exception {
    ReferenceServer other = ReferenceServer.start(CONFIG);
    Api of = Api.of(other);
    try (InputStream early = stream(of)) {
      String first = of.publish("room", 1);
      assertThat(data(early)).isEqualTo("id: " + first + " data: 1");
      try (InputStream late = stream(of)) {
        String second = of.publish("room", 2);
        assertThat(data(early)).isEqualTo("id: " + second + " data: 2");
        assertThat(data(late)).isEqualTo("id: " + second + " data: 2");
        other.close();
        // The JDK's reader throws if a stream has no end, or not the end that fits what came.
        assertThat(early.read()).isNegative();
        assertThat(late.read()).isNegative();
      }
    } finally {
      other.close();
    }
  }

  private static InputStream stream(Api of) throws Exception {
    HttpResponse<InputStream> answer =
        of.client()
            .send(
                of.request("/rooms/room/stream").header("Accept-Encoding", "gzip").build(),
                BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
    InputStream stream = new GZIPInputStream(answer.body());
    assertThat(line(stream)).startsWith("retry: ");
    assertThat(line(stream)).startsWith("id: ");
    assertThat(line(stream)).isEmpty();
    return stream;
  }

  /** Byte by byte: the JDK's reader of lines would wait for more than the line. */
  private static String line(InputStream stream) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = stream.read(); next != '\n'; next = stream.read()) {
      assertThat(next).isNotNegative();
      line.append((char) next);
    }
    return line.toString();
  }

  private static String data(InputStream stream) throws IOException {
    String event = line(stream) + " " + line(stream);
    assertThat(line(stream)).isEmpty();
    return event;
  }

  @Test
  void aPollIsCompressedForWhoTakesItAndStillKnownByItsTag() throws Exception {
    String event = "\"" + "again and ".repeat(30) + "\"";
    api.post("/rooms/poll/events", event);
    HttpResponse<InputStream> gzip =
        api.client()
            .send(
                api.request("/rooms/poll/events").header("Accept-Encoding", "gzip").build(),
                BodyHandlers.ofInputStream());
    assertThat(gzip.headers().firstValue("content-encoding")).hasValue("gzip");
    assertThat(gzip.headers().firstValue("vary")).hasValue("accept-encoding");
    String length = gzip.headers().firstValue("content-length").orElseThrow();
    assertThat(Integer.parseInt(length)).isLessThan(event.length() / 2);
    String body =
        new String(new GZIPInputStream(gzip.body()).readAllBytes(), StandardCharsets.UTF_8);
    HttpResponse<String> plain = api.get("/rooms/poll/events");
    assertThat(body).isEqualTo(plain.body());
    String tag = gzip.headers().firstValue("etag").orElseThrow();
    assertThat(tag).isEqualTo("W/" + plain.headers().firstValue("etag").orElseThrow());
    assertThat(api.get("/rooms/poll/events", "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void heldPollsShareACompressedAnswer() throws Exception {
    String event = "\"" + "again and ".repeat(30) + "\"";
    String path = "/rooms/held/events?wait=20&after=" + api.tail("held");
    CompletableFuture<HttpResponse<byte[]>> one = held(path);
    CompletableFuture<HttpResponse<byte[]>> two = held(path);
    api.post("/rooms/held/events", event);
    for (CompletableFuture<HttpResponse<byte[]>> each : List.of(one, two)) {
      byte[] body = each.get(20, TimeUnit.SECONDS).body();
      assertThat(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes())
          .asString()
          .contains(event);
    }
  }

  private static CompletableFuture<HttpResponse<byte[]>> held(String path) {
    return api.client()
        .sendAsync(
            api.request(path).header("Accept-Encoding", "gzip").build(),
            BodyHandlers.ofByteArray());
  }
}
