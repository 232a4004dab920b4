package dev.pushmark.server;

import static io.netty.handler.codec.http.HttpResponseStatus.OK;

import dev.pushmark.server.access.AccessControl;
import dev.pushmark.server.access.Permission;
import dev.pushmark.server.access.PublishRates;
import dev.pushmark.server.grpc.SubscribeEndpoint;
import dev.pushmark.server.metrics.Metrics;
import dev.pushmark.server.polling.EventsEndpoint;
import dev.pushmark.server.polling.PublishEndpoint;
import dev.pushmark.server.push.PushEndpoint;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.room.Rooms;
import dev.pushmark.server.socketio.RoomsNamespace;
import dev.pushmark.server.socketio.SocketIo;
import dev.pushmark.server.socketio.engine.Engine;
import dev.pushmark.server.socketio.engine.EngineSettings;
import dev.pushmark.server.sse.StreamEndpoint;
import dev.pushmark.server.websocket.SocketEndpoint;
import dev.pushmark.server.webtransport.SessionEndpoint;
import dev.pushmark.server.wire.Answers;
import dev.pushmark.server.wire.Endpoint;
import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.Ingress;
import dev.pushmark.server.wire.ListeningPort;
import dev.pushmark.server.wire.Route;
import dev.pushmark.server.wire.Routes;
import dev.pushmark.server.wire.ServerState;
import dev.pushmark.server.wire.WriteListener;
import dev.pushmark.server.wire.WriteLog;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running server: rooms, the transports that read them, and the port they share. */
public final class ReferenceServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReferenceServer.class);

  private final ListeningPort port;
  private final @Nullable WriteLog writeLog;

  private ReferenceServer(ListeningPort port, @Nullable WriteLog writeLog) {
    this.port = port;
    this.writeLog = writeLog;
  }

  /**
   * Accepts connections when it returns.
   *
   * @throws IOException when the port cannot be had
   * @throws IllegalArgumentException when everybody on a network could use it, or the write log
   *     cannot be written
   */
  public static ReferenceServer start(ServerConfig config) throws IOException {
    InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
    if (address.isUnresolved()) {
      throw new IOException("cannot resolve --host " + config.host());
    }
    if (config.tokens() == null && !isClosed(address.getAddress())) {
      throw new IllegalArgumentException(
          "--host must be of this machine alone (or in 198.18.0.0/15) without --access-keys, was "
              + config.host());
    }
    if (config.writeLog() != null) {
      requireWritable(config.writeLog());
    }
    WriteLog writeLog =
        config.writeLog() == null ? null : new WriteLog(config.writeLog(), Clock.SYSTEM);
    ServerState state = state(config, Clock.SYSTEM, writeLog);
    state.metrics().rooms(state.rooms()::size);
    ListeningPort port =
        ListeningPort.open(
            address, config.eventLoops(), config.heartbeat(), routes(config, state), state);
    LOG.info(
        "listening on {}:{} with {} event loops, {}, {}, {}",
        config.host(),
        port.port(),
        config.eventLoops(),
        config.tokens() == null ? "open to everybody" : "for bearers of tokens",
        config.slowConsumers(),
        config.limits());
    if (config.tls() != null) {
      LOG.info("the certificate's SHA-256 hash is {}", config.tls().fingerprint());
    }
    return new ReferenceServer(port, writeLog);
  }

  private static void requireWritable(Path writeLog) {
    try {
      Files.writeString(writeLog, "");
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--write-log must be a file that can be written, was " + writeLog, e);
    }
  }

  /** Of this machine alone, or of a network for benchmarks (198.18.0.0/15, by RFC 2544). */
  private static boolean isClosed(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address.isLoopbackAddress()
        || bytes.length == 4 && (bytes[0] & 0xff) == 198 && (bytes[1] & 0xfe) == 18;
  }

  static ServerState state(
      ServerConfig config, Clock clock, @Nullable WriteListener writeListener) {
    AccessControl access =
        new AccessControl(
            config.tokens(),
            config.origins(),
            new PublishRates(config.limits().publishPerSecond()),
            clock);
    return new ServerState(
        new Rooms(config.retention(), config.limits().rooms(), clock),
        config.slowConsumers(),
        config.batchWindow(),
        access,
        config.limits(),
        config.timeouts(),
        new Metrics(),
        config.tls(),
        writeListener,
        clock);
  }

  /** Who may publish is asked for each event, not here: a socket publishes too. */
  static Routes routes(ServerConfig config, ServerState state) {
    Rooms rooms = state.rooms();
    Ingress ingress = new Ingress(state);
    Endpoint events = new EventsEndpoint(rooms, config.maxWait(), config.compression());
    Endpoint publish = new PublishEndpoint(ingress);
    Endpoint stream = new StreamEndpoint(rooms, config.heartbeat(), config.compression());
    Endpoint push = new PushEndpoint(rooms, config.heartbeat());
    Endpoint socket = new SocketEndpoint(rooms, ingress, config.heartbeat(), config.compression());
    Endpoint session = new SessionEndpoint(rooms, config.heartbeat());
    SubscribeEndpoint grpc = new SubscribeEndpoint(rooms, config.heartbeat());
    Engine socketIo = socketIo(config, state, ingress);
    state.metrics().sessions(socketIo::sessions);
    Endpoint health = exchange -> exchange.answer(Answers.json(OK, "{\"status\":\"up\"}"));
    Endpoint metrics = exchange -> answer(exchange, state.metrics());
    return new Routes(
        Map.of(
            "events",
            Map.of(
                HttpMethod.GET,
                new Route(Permission.READ, events),
                HttpMethod.POST,
                new Route(Permission.TOKEN, publish)),
            "stream",
            Map.of(HttpMethod.GET, new Route(Permission.READ, stream)),
            "push",
            Map.of(HttpMethod.GET, new Route(Permission.READ, push)),
            "socket",
            Map.of(HttpMethod.GET, new Route(Permission.TOKEN, socket)),
            "webtransport",
            Map.of(HttpMethod.GET, new Route(Permission.READ, session))),
        Map.of(
            "/socket.io/",
            socketIoRoutes(socketIo),
            SubscribeEndpoint.PATH,
            Map.of(HttpMethod.POST, grpc.route()),
            "/health",
            Map.of(HttpMethod.GET, new Route(Permission.NONE, health)),
            "/metrics",
            Map.of(HttpMethod.GET, new Route(Permission.TOKEN, metrics))),
        SubscribeEndpoint.REFUSALS);
  }

  private static Engine socketIo(ServerConfig config, ServerState state, Ingress ingress) {
    RoomsNamespace namespace =
        new RoomsNamespace(state.rooms(), ingress, state.access(), config.retention().age());
    EngineSettings settings =
        EngineSettings.of(
            config.heartbeat(), config.timeouts().request(), config.limits().connections());
    return new Engine(settings, new SocketIo(Map.of("/", namespace)));
  }

  /** Clients show their tokens when they connect to a namespace, not to the transport under it. */
  static Map<HttpMethod, Route> socketIoRoutes(Engine engine) {
    Route route = new Route(Permission.NONE, engine, EngineSettings.MAX_PAYLOAD_BYTES);
    return Map.of(HttpMethod.GET, route, HttpMethod.POST, route, HttpMethod.PUT, route);
  }

  private static void answer(Exchange exchange, Metrics metrics) {
    FullHttpResponse figures = Answers.json(OK, metrics.scrape());
    figures.headers().set(HttpHeaderNames.CONTENT_TYPE, Metrics.CONTENT_TYPE);
    exchange.answer(figures);
  }

  public int port() {
    return port.port();
  }

  /** Drains: accepts nobody any more, takes leave of everybody; returns within a bound. */
  @Override
  public void close() {
    port.close();
    LOG.info("drained");
    if (writeLog != null) {
      try {
        writeLog.save();
      } catch (IOException e) {
        LOG.error("the write log is not whole", e);
      }
    }
  }
}
