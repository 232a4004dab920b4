package dev.pushmark.server.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.LeakCheck;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.reading.Api;
import dev.pushmark.server.wire.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that ask and ask and never read an answer. */
@ExtendWith(LeakCheck.class)
class UnreadAnswersTest {
  private static final int CLIENTS = 8;

  /** What is asked for in the time would come to many times that. */
  private static final long MOST_BYTES = 32 << 20;

  private static final String UPGRADE =
      "GET /rooms/room/socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  private static final String REFRESH = "GET /rooms/room/events HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String PING = "\u0089\u00FD\0\0\0\0" + "p".repeat(125);

  private final List<Socket> clients = new ArrayList<>();
  private final CountDownLatch open = new CountDownLatch(CLIENTS);

  private void ask(Socket socket, String first, String again) {
    byte[] bytes = again.getBytes(ISO_8859_1);
    try {
      socket.getOutputStream().write(first.getBytes(ISO_8859_1));
      while (true) {
        socket.getOutputStream().write(bytes);
      }
    } catch (IOException e) {
      open.countDown(); // the server has had enough
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areBoundedInMemoryAndDisconnected(boolean webSocket) throws Exception {
    Timeouts soon = new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));
    try (ReferenceServer server =
        ReferenceServer.start(ServerConfig.defaults().withTimeouts(soon))) {
      for (int i = 0; i < 4; i++) {
        Api.of(server).post("/rooms/room/events", "\"" + "x".repeat(60_000) + "\"");
      }
      long before = Holdings.now().bufferBytes();
      for (int i = 0; i < CLIENTS; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        clients.add(socket);
        String first = webSocket ? UPGRADE : REFRESH;
        Thread asking = new Thread(() -> ask(socket, first, webSocket ? PING : REFRESH), "asking");
        asking.setDaemon(true);
        asking.start();
      }
      long beganNs = System.nanoTime();
      while (!open.await(20, TimeUnit.MILLISECONDS)) {
        assertThat(Holdings.now().bufferBytes()).isLessThan(before + MOST_BYTES);
        assertThat(System.nanoTime() - beganNs).isLessThan(FuzzClient.PATIENCE.toNanos());
      }
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }
}
