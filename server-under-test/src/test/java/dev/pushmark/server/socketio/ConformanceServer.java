package dev.pushmark.server.socketio;

import dev.pushmark.server.access.AccessControl;
import dev.pushmark.server.access.Limits;
import dev.pushmark.server.access.Origins;
import dev.pushmark.server.access.Permission;
import dev.pushmark.server.access.PublishRates;
import dev.pushmark.server.metrics.Metrics;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.room.Retention;
import dev.pushmark.server.room.Rooms;
import dev.pushmark.server.room.SlowConsumerPolicy;
import dev.pushmark.server.socketio.engine.Engine;
import dev.pushmark.server.socketio.engine.EngineSettings;
import dev.pushmark.server.wire.ListeningPort;
import dev.pushmark.server.wire.Route;
import dev.pushmark.server.wire.Routes;
import dev.pushmark.server.wire.ServerState;
import dev.pushmark.server.wire.Timeouts;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/**
 * The server that the public protocol suites of Engine.IO and Socket.IO run against: the product's
 * transports, sessions and packets, with handlers that answer as the suites expect.
 */
final class ConformanceServer implements AutoCloseable {
  private static final Duration PING_INTERVAL = Duration.ofMillis(300);

  private final ListeningPort port;
  private final Engine engine;
  private final Engine socketIo;

  ConformanceServer(int wanted, int eventLoops, Timeouts timeouts) throws IOException {
    this(wanted, eventLoops, timeouts, PING_INTERVAL);
  }

  ConformanceServer(int wanted, int eventLoops, Timeouts timeouts, Duration pingInterval)
      throws IOException {
    EngineSettings settings =
        EngineSettings.of(pingInterval, timeouts.request(), Limits.DEFAULT.connections());
    Namespace echo = new EchoNamespace();
    this.engine = new Engine(settings, EchoApplication::new);
    this.socketIo = new Engine(settings, new SocketIo(Map.of("/", echo, "/custom", echo)));
    Routes routes =
        new Routes(
            Map.of(), Map.of("/engine.io/", routes(engine), "/socket.io/", routes(socketIo)));
    this.port =
        ListeningPort.open(
            new InetSocketAddress("127.0.0.1", wanted),
            eventLoops,
            pingInterval,
            routes,
            state(timeouts));
  }

  private static Map<HttpMethod, Route> routes(Engine engine) {
    Route route = new Route(Permission.NONE, engine, EngineSettings.MAX_PAYLOAD_BYTES);
    return Map.of(HttpMethod.GET, route, HttpMethod.POST, route, HttpMethod.PUT, route);
  }

  private static ServerState state(Timeouts timeouts) {
    Clock clock = Clock.SYSTEM;
    return new ServerState(
        new Rooms(Retention.DEFAULT, Limits.DEFAULT.rooms(), clock),
        SlowConsumerPolicy.DEFAULT,
        Duration.ZERO,
        new AccessControl(null, Origins.DEFAULT, new PublishRates(0), clock),
        Limits.DEFAULT,
        timeouts,
        new Metrics(),
        null,
        null,
        clock);
  }

  int port() {
    return port.port();
  }

  /** Of both kinds. */
  int sessions() {
    return engine.sessions() + socketIo.sessions();
  }

  @Override
  public void close() {
    port.close();
  }

  /** Serves on port 3000, where the suites look for it, until the input ends. */
  public static void main(String[] args) throws IOException {
    try (ConformanceServer server = new ConformanceServer(3000, 2, Timeouts.DEFAULT)) {
      System.out.println("listening on port " + server.port());
      while (System.in.read() >= 0) {
        // nothing is asked
      }
    }
  }
}
