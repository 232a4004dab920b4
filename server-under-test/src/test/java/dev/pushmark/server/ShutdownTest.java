package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.access.Permission;
import dev.pushmark.server.reading.Api;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.wire.Endpoint;
import dev.pushmark.server.wire.ListeningPort;
import dev.pushmark.server.wire.Route;
import dev.pushmark.server.wire.Routes;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Draining: everybody is told, in the words of their protocol. */
@ExtendWith(LeakCheck.class)
class ShutdownTest {
  @Test
  void parkedPollsAreAnsweredSocketsClosedAndStreamsEnded() throws Exception {
    ReferenceServer server = ReferenceServer.start(ServerConfig.defaults());
    CompletableFuture<Void> closed;
    String tail = Api.of(server).tail("room");
    try (RawConnection poll = new RawConnection(server.port());
        RawConnection stream = new RawConnection(server.port());
        RawConnection socket = RawConnection.webSocket(server.port(), "/rooms/room/socket")) {
      stream.send("GET /rooms/room/stream HTTP/1.1\r\nHost: x\r\n\r\n").head();
      poll.send(
          "GET /rooms/room/events?wait=60&after="
              + tail
              + RawConnection.request(" HTTP/1.1", "Host: x", "Expect: 100-continue"));
      assertThat(poll.head()).startsWith("HTTP/1.1 100");
      closed = CompletableFuture.runAsync(server::close);

      assertThat(poll.untilEnd())
          .startsWith("HTTP/1.1 200")
          .contains("connection: close")
          .endsWith("{\"next\":\"" + tail + "\",\"events\":[]}");
      assertThat(stream.untilEnd()).endsWith("\r\n0\r\n\r\n");
      assertThat(socket.frame().closeCode()).isEqualTo(1001);
      socket.sendFrame(0x88, new byte[] {0x03, (byte) 0xE9});
      assertThat(socket.untilEnd()).isEmpty();
    }
    closed.get(20, TimeUnit.SECONDS);
    Assertions.assertThatThrownBy(() -> connect(server.port()))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void anEventLoopThatDoesNothingAnyMoreHoldsNobodyUp() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Endpoint endless =
        exchange -> {
          stuck.countDown();
          try {
            released.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts an event loop", e);
          }
        };
    Routes routes =
        new Routes(
            Map.of(),
            Map.of("/endless", Map.of(HttpMethod.GET, new Route(Permission.NONE, endless))));
    ServerConfig config = ServerConfig.defaults();
    ListeningPort port =
        ListeningPort.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            1,
            config.heartbeat(),
            routes,
            ReferenceServer.state(config, Clock.SYSTEM, null));
    try (RawConnection raw = new RawConnection(port.port())) {
      raw.send("GET /endless HTTP/1.0\r\n\r\n");
      assertThat(stuck.await(20, TimeUnit.SECONDS)).isTrue();
      CompletableFuture.runAsync(port::close).get(60, TimeUnit.SECONDS);
    } finally {
      released.countDown();
    }
  }

  private static void connect(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(socket.isConnected()).isFalse();
    }
  }
}
