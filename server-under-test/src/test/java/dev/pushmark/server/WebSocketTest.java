package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.reading.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 frame by frame. */
@ExtendWith(LeakCheck.class)
class WebSocketTest {
  private static final int TEXT = 0x81;
  private static final int TEXT_START = 0x01;
  private static final int CONTINUATION = 0x00;
  private static final int CONTINUATION_END = 0x80;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int PONG = 0x8A;

  private static ReferenceServer server;

  @BeforeAll
  static void start() throws IOException {
    server = ReferenceServer.start(ServerConfig.defaults());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawConnection open(String path) throws IOException {
    return RawConnection.webSocket(server.port(), "/rooms/" + path);
  }

  /** Answers the server's close frame and expects the end of the connection. */
  private static void expectClose(RawConnection socket, int code) throws IOException {
    RawConnection.Frame close = socket.frame();
    assertThat(close.firstByte()).isEqualTo(CLOSE);
    assertThat(close.closeCode()).isEqualTo(code);
    socket.sendFrame(CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    assertThat(socket.untilEnd()).isEmpty();
  }

  @Test
  void aPublishIsDeliveredToTheRoomAndAcknowledgedWhenAsked() throws Exception {
    try (RawConnection subscriber = open("ack/socket");
        RawConnection publisher = open("ack/socket?publish-only=1&ack=1")) {
      publisher.sendFrame(TEXT, "{\"a\": 1}");
      String published = publisher.frame().text();
      assertThat(published).startsWith("{\"published\":\"").endsWith("-1\"}");
      String id = published.substring(14, published.length() - 2);
      assertThat(subscriber.frame().text())
          .isEqualTo("{\"id\":\"" + id + "\",\"data\":{\"a\": 1}}");
      publisher.sendFrame(PING, "still nothing else");
      assertThat(publisher.frame().text()).isEqualTo("still nothing else");
    }
  }

  @Test
  void withoutAckAPublisherHearsNothingButPongs() throws Exception {
    try (RawConnection publisher = open("quiet/socket?publish-only=1")) {
      publisher.sendFrame(TEXT, "1").sendFrame(PING, "ping");
      RawConnection.Frame pong = publisher.frame();
      assertThat(pong.firstByte()).isEqualTo(PONG);
      assertThat(pong.text()).isEqualTo("ping");
    }
  }

  @Test
  void fragmentsAreOneEventAndPingsMayComeInBetween() throws Exception {
    try (RawConnection socket = open("fragments/socket")) {
      socket
          .sendFrame(TEXT_START, "[\"\u00e9".getBytes(StandardCharsets.UTF_8))
          .sendFrame(PING, "")
          .sendFrame(CONTINUATION, "")
          .sendFrame(CONTINUATION_END, "\"]");
      assertThat(socket.frame().firstByte()).isEqualTo(PONG);
      assertThat(socket.frame().text()).endsWith("\"data\":[\"\u00e9\"]}");
    }
  }

  @Test
  void eventsOfEveryFrameSizeArriveWhole() throws Exception {
    try (RawConnection socket = open("sizes/socket")) {
      for (int length : new int[] {0, 60, 90, 100, 125, 126, 200, 65_000, 65_534}) {
        String text = "\"" + "x".repeat(length) + "\"";
        socket.sendFrame(TEXT, text);
        assertThat(socket.frame().text()).endsWith(",\"data\":" + text + "}");
      }
    }
  }

  @Test
  void theClosingHandshakeAnswersInKind() throws Exception {
    try (RawConnection socket = open("bye/socket")) {
      socket.sendFrame(CLOSE, new byte[] {0x0F, (byte) 0xA0, 'o', 'k'});
      RawConnection.Frame close = socket.frame();
      assertThat(close.firstByte()).isEqualTo(CLOSE);
      assertThat(close.closeCode()).isEqualTo(4000);
      assertThat(socket.untilEnd()).isEmpty();
    }
    try (RawConnection socket = open("bye/socket")) {
      socket.sendFrame(CLOSE, "");
      assertThat(socket.frame().payload().remaining()).isZero();
      assertThat(socket.untilEnd()).isEmpty();
    }
  }

  @Test
  void aCloseFrameIsAnsweredWithNoCodeAndNoReasonThatMustNotBeSent() throws Exception {
    try (RawConnection socket = open("bye/socket")) {
      socket.sendFrame(CLOSE, new byte[] {0x03, (byte) 0xE8, (byte) 0xE2, (byte) 0x82});
      RawConnection.Frame close = socket.frame();
      assertThat(close.closeCode()).isEqualTo(1000);
      assertThat(close.payload().remaining()).isEqualTo(2);
      assertThat(socket.untilEnd()).isEmpty();
    }
    try (RawConnection socket = open("bye/socket")) {
      socket.sendFrame(CLOSE, new byte[] {0x13, (byte) 0x88});
      assertThat(socket.frame().closeCode()).isEqualTo(1002);
      assertThat(socket.untilEnd()).isEmpty();
    }
  }

  @Test
  void badJsonIsExplainedAndClosedWith1007() throws Exception {
    try (RawConnection socket = open("bad/socket")) {
      socket.sendFrame(TEXT, "{oops");
      assertThat(socket.frame().text()).startsWith("{\"error\":\"");
      expectClose(socket, 1007);
    }
  }

  @Test
  void tooMuchIsClosedWith1009WholeOrInFragments() throws Exception {
    String tooMuch = " ".repeat((64 << 10) + 1);
    try (RawConnection socket = open("big/socket")) {
      socket.sendFrame(TEXT, tooMuch);
      expectClose(socket, 1009);
    }
    try (RawConnection socket = open("big/socket")) {
      socket.sendFrame(TEXT_START, tooMuch.substring(100)).sendFrame(CONTINUATION, "x".repeat(100));
      expectClose(socket, 1009);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x82, 1, 1003", // binary
    "0xC1, 1, 1002", // a reserved bit
    "0x83, 1, 1002", // an unknown opcode
    "0x09, 1, 1002", // a fragmented control frame
    "0x80, 1, 1002", // a continuation of nothing
    "0x88, 1, 1002", // a close frame with half a code
  })
  void whatTheProtocolForbidsIsClosedWithItsCode(String firstByte, String payload, int code)
      throws Exception {
    try (RawConnection socket = open("forbidden/socket")) {
      socket.sendFrame(Integer.decode(firstByte), payload);
      expectClose(socket, code);
    }
  }

  @Test
  void anUnmaskedFrameIsAProtocolError() throws Exception {
    try (RawConnection socket = open("mask/socket")) {
      socket.send(new byte[] {(byte) TEXT, 1, '1'});
      expectClose(socket, 1002);
    }
  }

  @Test
  void invalidUtf8IsClosedWith1007() throws Exception {
    try (RawConnection socket = open("utf/socket")) {
      socket.sendFrame(TEXT, new byte[] {'"', (byte) 0xFF, '"'});
      assertThat(socket.frame().text()).startsWith("{\"error\":\"");
      expectClose(socket, 1007);
    }
  }

  @Test
  void aPlainGetIsToldToUpgradeAndABadKeyIsRefused() throws Exception {
    Api api = Api.of(server);
    assertThat(api.get("/rooms/a/socket").statusCode()).isEqualTo(426);
    try (RawConnection raw = new RawConnection(server.port())) {
      raw.send(
          RawConnection.request(
              "GET /rooms/a/socket HTTP/1.1",
              "Host: x",
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: short"));
      assertThat(raw.answer()).startsWith("HTTP/1.1 400");
      raw.send(
          RawConnection.request(
              "GET /rooms/a/socket HTTP/1.1",
              "Host: x",
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 8"));
      assertThat(raw.answer()).startsWith("HTTP/1.1 426").contains("sec-websocket-version: 13");
    }
  }

  @Test
  void aQuietPeerIsPingedAndADeadOneIsClosed() throws Exception {
    ServerConfig hasty = ServerConfig.defaults().withHeartbeat(Duration.ofSeconds(1));
    try (ReferenceServer nervous = ReferenceServer.start(hasty);
        RawConnection alive = RawConnection.webSocket(nervous.port(), "/rooms/a/socket")) {
      for (int i = 0; i < 3; i++) {
        assertThat(alive.frame().firstByte()).isEqualTo(PING);
        alive.sendFrame(PONG, "");
      }
      assertThat(alive.frame().firstByte()).isEqualTo(PING);
      assertThat(alive.untilEnd()).isEmpty();
    }
  }

  @Test
  void aQuietStreamGetsCommentsForHeartbeats() throws Exception {
    ServerConfig hasty = ServerConfig.defaults().withHeartbeat(Duration.ofMillis(100));
    try (ReferenceServer nervous = ReferenceServer.start(hasty);
        RawConnection stream = new RawConnection(nervous.port())) {
      stream.send("GET /rooms/a/stream HTTP/1.0\r\n\r\n").head();
      String preamble = stream.line() + stream.line() + stream.line();
      assertThat(preamble).startsWith("retry: ");
      for (int i = 0; i < 3; i++) {
        assertThat(stream.line()).isEqualTo(": ");
        assertThat(stream.line()).isEmpty();
      }
    }
  }

  @Test
  void aFrameMayFollowTheHandshakeInTheSamePacket() throws Exception {
    try (RawConnection raw = new RawConnection(server.port())) {
      byte[] frame = {(byte) TEXT, (byte) 0x81, 0, 0, 0, 0, '7'};
      raw.send(
          RawConnection.upgrade("/rooms/early/socket?ack=1")
              + new String(frame, StandardCharsets.ISO_8859_1));
      assertThat(raw.head()).startsWith("HTTP/1.1 101");
      assertThat(raw.frame().text()).startsWith("{\"published\":");
    }
  }
}
