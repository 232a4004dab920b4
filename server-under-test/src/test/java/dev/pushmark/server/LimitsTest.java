package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.access.Limits;
import dev.pushmark.server.reading.Api;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nobody takes more than the server was told to give, and whoever is refused is told why. */
@ExtendWith(LeakCheck.class)
class LimitsTest {
  private static final String HEALTH =
      RawConnection.request("GET /health HTTP/1.1", "Host: x", "Connection: close");

  private static ReferenceServer start(Limits limits) throws Exception {
    return ReferenceServer.start(ServerConfig.defaults().withLimits(limits));
  }

  @Test
  void oneConnectionTooManyIsToldSoAndAnotherFitsOnceOneHasGone() throws Exception {
    try (ReferenceServer server = start(new Limits(3, 10, 1024, 8192, 0))) {
      List<RawConnection> open = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        open.add(RawConnection.webSocket(server.port(), "/rooms/room/socket"));
      }
      try (RawConnection tooMany = new RawConnection(server.port())) {
        assertThat(tooMany.send(HEALTH).untilEnd())
            .startsWith("HTTP/1.1 503 ")
            .contains("too many connections");
      }
      open.get(0).sendFrame(0x88, new byte[] {3, (byte) 0xE8});
      assertThat(open.get(0).frame().closeCode()).isEqualTo(1000);
      open.get(0).untilEnd();
      String answer = "";
      for (int attempt = 0; attempt < 100 && !answer.startsWith("HTTP/1.1 200 "); attempt++) {
        try (RawConnection one = new RawConnection(server.port())) {
          answer = one.send(HEALTH).untilEnd();
        }
      }
      assertThat(answer).startsWith("HTTP/1.1 200 ");
      for (RawConnection connection : open) {
        connection.close();
      }
    }
  }

  @Test
  void aRoomTooManyIsRefusedAndTheOthersGoOn() throws Exception {
    try (ReferenceServer server = start(new Limits(100, 2, 1024, 8192, 0))) {
      Api api = Api.of(server);
      api.publish("one", 1);
      api.publish("two", 1);
      assertThat(api.post("/rooms/three/events", "1").statusCode()).isEqualTo(503);
      assertThat(api.get("/rooms/three/stream").statusCode()).isEqualTo(503);
      assertThat(api.get("/rooms/three/events").statusCode()).isEqualTo(503);
      assertThat(api.post("/rooms/two/events", "1").statusCode()).isEqualTo(201);
    }
  }

  @Test
  void eventsAndHeadersHaveTheirSizes() throws Exception {
    try (ReferenceServer server = start(new Limits(100, 10, 100, 2048, 0))) {
      Api api = Api.of(server);
      assertThat(api.post("/rooms/room/events", "1".repeat(100)).statusCode()).isEqualTo(201);
      assertThat(api.post("/rooms/room/events", "1".repeat(101)).statusCode()).isEqualTo(413);
      assertThat(api.get("/health", "X-Long", "x".repeat(2048)).statusCode()).isEqualTo(431);
      assertThat(api.get("/health?" + "x".repeat(1024)).statusCode()).isEqualTo(414);
      try (RawConnection socket = RawConnection.webSocket(server.port(), "/rooms/room/socket")) {
        socket.sendFrame(0x81, "1".repeat(101));
        assertThat(socket.frame().closeCode()).isEqualTo(1009);
      }
    }
  }

  @Test
  void whoPublishesTooOftenIsToldToWait() throws Exception {
    try (ReferenceServer server = start(new Limits(100, 10, 100, 8192, 5))) {
      Api api = Api.of(server);
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(api.post("/rooms/room/events", "1"));
      }
      assertThat(answers.subList(0, 5)).allMatch(answer -> answer.statusCode() == 201);
      assertThat(answers)
          .filteredOn(answer -> answer.statusCode() == 429)
          .isNotEmpty()
          .allMatch(answer -> answer.headers().firstValue("retry-after").equals(of("1")));
      long stored = api.get("/rooms/room/events").body().split("\"data\"", -1).length - 1L;
      assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize((int) stored);
    }
  }

  private static Optional<String> of(String value) {
    return Optional.of(value);
  }

  @Test
  void aSocketThatPublishesTooOftenIsClosed() throws Exception {
    try (ReferenceServer server = start(new Limits(100, 10, 100, 8192, 1));
        RawConnection socket =
            RawConnection.webSocket(server.port(), "/rooms/room/socket?ack=1&publish-only=1")) {
      socket.sendFrame(0x81, "1").sendFrame(0x81, "2").sendFrame(0x81, "3");
      assertThat(socket.frame().text()).startsWith("{\"published\":");
      assertThat(socket.frame().text()).startsWith("{\"error\":");
      assertThat(socket.frame().closeCode()).isEqualTo(1008);
    }
  }
}
