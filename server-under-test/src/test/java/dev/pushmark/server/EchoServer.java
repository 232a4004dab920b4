package dev.pushmark.server;

import dev.pushmark.server.access.Permission;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.wire.Endpoint;
import dev.pushmark.server.wire.ListeningPort;
import dev.pushmark.server.wire.Route;
import dev.pushmark.server.wire.Routes;
import dev.pushmark.server.wire.WebSocketHandshake;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * For the Autobahn test suite: the reference server's port with an echo at {@code /} and nothing
 * else. What it shares with the product: everything up to a whole message (requests, handshake,
 * frames, fragments, control frames, time-outs) and the closing handshake. Its own: what becomes of
 * a message, that binary is taken, and the size.
 */
public final class EchoServer {
  private EchoServer() {}

  /** Serves on the port that is the only argument, where the suite looks for it, until the end. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int port = Integer.parseInt(args[0]);
    try (ListeningPort echo =
        open(new InetSocketAddress(InetAddress.getLocalHost(), port), ServerConfig.defaults())) {
      new CountDownLatch(1).await();
    }
  }

  static ListeningPort open(InetSocketAddress address, ServerConfig config) throws IOException {
    Endpoint echo =
        exchange -> WebSocketHandshake.accept(exchange, new EchoSocket(exchange.loop()));
    Routes routes =
        new Routes(Map.of(), Map.of("/", Map.of(HttpMethod.GET, new Route(Permission.NONE, echo))));
    return ListeningPort.open(
        address,
        config.eventLoops(),
        config.heartbeat(),
        routes,
        ReferenceServer.state(config, Clock.SYSTEM, null));
  }
}
