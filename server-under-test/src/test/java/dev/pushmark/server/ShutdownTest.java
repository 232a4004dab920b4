package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.reading.Api;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
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

  private static void connect(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(socket.isConnected()).isFalse();
    }
  }
}
