package dev.pushmark.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.wire.Timeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take all the time in the world are given less. */
@ExtendWith(LeakCheck.class)
class TrickleTest {
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final String HEALTH = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";

  private final ScheduledExecutorService trickle = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    trickle.shutdownNow();
  }

  private static ReferenceServer server(Duration request, Duration idle) throws IOException {
    return ReferenceServer.start(ServerConfig.defaults().withTimeouts(new Timeouts(request, idle)));
  }

  /** Goes on until the connection breaks. */
  private void keepSending(RawConnection raw, String more) {
    byte[] bytes = more.getBytes(ISO_8859_1);
    trickle.scheduleAtFixedRate(
        () -> {
          try {
            raw.send(bytes);
          } catch (IOException e) {
            throw new IllegalStateException("no more", e);
          }
        },
        0,
        10,
        TimeUnit.MILLISECONDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET /health HTTP/1.1\r\nX: ",
        "GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET /health HTTP/1.1\r\nX: ",
        "POST /rooms/a/events HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n",
        "POST /rooms/a/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n",
        "POST /rooms/a/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ",
      })
  void aRequestThatTricklesIsEndedWith408(String beginning) throws Exception {
    try (ReferenceServer server = server(SOON, NEVER);
        RawConnection raw = new RawConnection(server.port())) {
      raw.send(beginning);
      keepSending(raw, "x");
      assertThat(raw.untilEnd()).contains("HTTP/1.1 408 ").contains("connection: close");
    }
  }

  @Test
  void aRequestThatStopsInItsHeadIsEndedWith408() throws Exception {
    try (ReferenceServer server = server(SOON, NEVER);
        RawConnection raw = new RawConnection(server.port())) {
      raw.send(HEALTH + "GET /hea");
      assertThat(raw.answer()).startsWith("HTTP/1.1 200");
      assertThat(raw.untilEnd()).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void aConnectionWithoutARequestIsClosed() throws Exception {
    try (ReferenceServer server = server(NEVER, SOON);
        RawConnection silent = new RawConnection(server.port());
        RawConnection idle = new RawConnection(server.port())) {
      idle.send(HEALTH);
      assertThat(idle.answer()).startsWith("HTTP/1.1 200");
      assertThat(idle.untilEnd()).isEmpty();
      assertThat(silent.untilEnd()).isEmpty();
    }
  }
}
