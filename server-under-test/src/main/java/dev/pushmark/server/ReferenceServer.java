package dev.pushmark.server;

import static io.netty.handler.codec.http.HttpResponseStatus.OK;

import dev.pushmark.server.polling.EventsEndpoint;
import dev.pushmark.server.polling.PublishEndpoint;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.room.Rooms;
import dev.pushmark.server.sse.StreamEndpoint;
import dev.pushmark.server.websocket.SocketEndpoint;
import dev.pushmark.server.wire.Answers;
import dev.pushmark.server.wire.Endpoint;
import dev.pushmark.server.wire.Ingress;
import dev.pushmark.server.wire.ListeningPort;
import dev.pushmark.server.wire.Routes;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** The running server: rooms, the transports that read them, and the port they share. */
public final class ReferenceServer implements AutoCloseable {
  private final ListeningPort port;

  private ReferenceServer(ListeningPort port) {
    this.port = port;
  }

  /**
   * Accepts connections when it returns.
   *
   * @throws IOException when the port cannot be had
   */
  public static ReferenceServer start(ServerConfig config) throws IOException {
    InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
    if (address.isUnresolved()) {
      throw new IOException("cannot resolve --host " + config.host());
    }
    Rooms rooms = new Rooms(config.retention(), Clock.SYSTEM);
    return new ReferenceServer(
        ListeningPort.open(
            address,
            config.eventLoops(),
            config.heartbeat(),
            routes(config, rooms),
            rooms,
            Clock.SYSTEM));
  }

  private static Routes routes(ServerConfig config, Rooms rooms) {
    Ingress ingress = new Ingress(rooms);
    Endpoint events = new EventsEndpoint(rooms, config.maxWait());
    Endpoint publish = new PublishEndpoint(ingress);
    Endpoint stream = new StreamEndpoint(rooms, config.heartbeat());
    Endpoint socket = new SocketEndpoint(rooms, ingress, config.heartbeat());
    Endpoint health = exchange -> exchange.answer(Answers.json(OK, "{\"status\":\"up\"}"));
    return new Routes(
        Map.of(
            "events",
            Map.of(HttpMethod.GET, events, HttpMethod.POST, publish),
            "stream",
            Map.of(HttpMethod.GET, stream),
            "socket",
            Map.of(HttpMethod.GET, socket)),
        Map.of("/health", Map.of(HttpMethod.GET, health)));
  }

  public int port() {
    return port.port();
  }

  /** Drains: accepts nobody any more, takes leave of everybody; returns within a bound. */
  @Override
  public void close() {
    port.close();
  }
}
