package dev.pushmark.scenarios.registry;

import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Workload;
import dev.pushmark.scenarios.fallback.FallingBack;
import dev.pushmark.scenarios.transport.Publishing;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.grpc.GrpcTransport;
import dev.pushmark.scenarios.transport.http.HttpPublishing;
import dev.pushmark.scenarios.transport.polling.PollPhases;
import dev.pushmark.scenarios.transport.polling.PollingTransport;
import dev.pushmark.scenarios.transport.polling.PollingTransport.Style;
import dev.pushmark.scenarios.transport.push.PushTransport;
import dev.pushmark.scenarios.transport.socketio.SocketIoTransport;
import dev.pushmark.scenarios.transport.socketio.SocketIoTransport.Mode;
import dev.pushmark.scenarios.transport.sse.SseTransport;
import dev.pushmark.scenarios.transport.websocket.WebSocketPublishing;
import dev.pushmark.scenarios.transport.websocket.WebSocketTransport;
import dev.pushmark.scenarios.transport.webtransport.WebTransport;
import dev.pushmark.scenarios.transport.wire.Http;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every transport there is: a new one needs a line here. */
public final class Transports {
  /** The ways that people choose between first: what is compared if nobody says otherwise. */
  private static final List<String> COMMON =
      List.of("refresh", "short-polling", "long-polling", "sse", "websocket");

  /** Behind a name: the same transport once more, to be compared with itself. */
  private static final String AGAIN = "-again";

  /** Between two names: a client that takes the second where it cannot have the first. */
  private static final String OR = "-or-";

  /** How long such a client waits for the first. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private record Entry(String description, boolean quic, Factory factory) {}

  private interface Factory {
    Transport create(Polling polling, PollPhases phases);
  }

  private static final Map<String, Entry> ALL = new LinkedHashMap<>();

  static {
    add(
        "refresh",
        "asks for the latest events at each interval, as a page reload would",
        (polling, phases) -> new PollingTransport(Http.V1, Style.REFRESH, polling, phases));
    add(
        "short-polling",
        "asks for what is new at each interval; 304 when nothing is",
        (polling, phases) -> new PollingTransport(Http.V1, Style.SHORT, polling, phases));
    add(
        "long-polling",
        "asks for what is new; the server waits until there is something",
        (polling, phases) -> new PollingTransport(Http.V1, Style.LONG, polling, phases));
    add(
        "sse",
        "Server-Sent Events: one HTTP answer that goes on",
        (polling, phases) -> new SseTransport(Http.V1));
    add(
        "websocket",
        "WebSocket: frames both ways over one upgraded connection",
        (polling, phases) -> new WebSocketTransport());
    add(
        "socketio-polling",
        "Socket.IO by HTTP long-polling alone",
        (polling, phases) -> new SocketIoTransport(Mode.POLLING));
    add(
        "socketio",
        "Socket.IO as its clients do it by default: polls, then upgrades to WebSocket",
        (polling, phases) -> new SocketIoTransport(Mode.UPGRADE));
    add(
        "socketio-websocket",
        "Socket.IO over WebSocket from the beginning",
        (polling, phases) -> new SocketIoTransport(Mode.WEBSOCKET));
    add(
        "short-polling-h2",
        "short polling over HTTP/2",
        (polling, phases) -> new PollingTransport(Http.V2, Style.SHORT, polling, phases));
    add(
        "long-polling-h2",
        "long polling over HTTP/2",
        (polling, phases) -> new PollingTransport(Http.V2, Style.LONG, polling, phases));
    add("sse-h2", "Server-Sent Events over HTTP/2", (polling, phases) -> new SseTransport(Http.V2));
    add(
        "websocket-h2",
        "WebSocket over one stream of HTTP/2 (RFC 8441)",
        (polling, phases) -> new WebSocketTransport(Http.V2));
    addOverQuic(
        "sse-h3",
        "Server-Sent Events over HTTP/3 (UDP, always encrypted)",
        (polling, phases) -> new SseTransport(Http.V3));
    addOverQuic(
        "websocket-h3",
        "WebSocket over one stream of HTTP/3 (RFC 9220; UDP, always encrypted)",
        (polling, phases) -> new WebSocketTransport(Http.V3));
    addOverQuic(
        "webtransport",
        "WebTransport: a stream of the server's in a session over HTTP/3 (UDP, always encrypted)",
        (polling, phases) -> new WebTransport(WebTransport.Mode.STREAM));
    addOverQuic(
        "webtransport-datagrams",
        "WebTransport by datagrams, which may be lost and overtake each other",
        (polling, phases) -> new WebTransport(WebTransport.Mode.DATAGRAMS));
    add(
        "push-h2",
        "HTTP/2 server push, which browsers have removed (Chrome 106, Firefox 132): each event a"
            + " stream",
        (polling, phases) -> new PushTransport());
    add(
        "grpc",
        "gRPC server streaming: protobuf messages, always over HTTP/2",
        (polling, phases) -> new GrpcTransport());
  }

  private Transports() {}

  private static void add(String name, String description, Factory factory) {
    ALL.put(name, new Entry(description, false, factory));
  }

  private static void addOverQuic(String name, String description, Factory factory) {
    ALL.put(name, new Entry(description, true, factory));
  }

  /** All names, from the oldest way to the newest. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** Those that are compared if nobody says otherwise. */
  public static List<String> common() {
    return COMMON;
  }

  /** What a transport does, in a line. */
  public static String describe(String name) {
    return only(name).description;
  }

  /** Whether a transport exists over TLS only, be everything else in cleartext. */
  public static boolean needsTls(String name) {
    return parts(name).stream().anyMatch(part -> only(part).quic);
  }

  /** Why a transport cannot be used on this machine; null if it can. */
  public static @Nullable String obstacle(String name) {
    return needsTls(name) ? Http.V3.obstacle() : null;
  }

  /**
   * The name itself, if there is such a transport.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static String checked(String name) {
    parts(name).forEach(Transports::only);
    return name;
  }

  /**
   * A transport by name; by two, with {@code -or-} between them, one that takes the second where
   * the first fails or does not stand within a second.
   *
   * @param phases when its subscribers poll, if they do
   */
  public static Transport create(String name, Polling polling, PollPhases phases) {
    List<Transport> ways = new ArrayList<>();
    parts(name).forEach(part -> ways.add(only(part).factory.create(polling, phases)));
    return ways.size() == 1 ? ways.get(0) : new FallingBack(ways.get(0), ways.get(1), PATIENCE);
  }

  /** How publishers of a workload reach the server. */
  public static Publishing publishing(Workload.PublishVia via) {
    return switch (via) {
      case HTTP -> new HttpPublishing();
      case WEBSOCKET -> new WebSocketPublishing();
    };
  }

  /** Without the word that asks for the same once more: {@code sse} for {@code sse-again}. */
  public static String plain(String name) {
    return name.endsWith(AGAIN) ? name.substring(0, name.length() - AGAIN.length()) : name;
  }

  /** Whether there is such a transport, be it once more. */
  public static boolean exists(String name) {
    return parts(name).stream().allMatch(part -> ALL.containsKey(plain(part)));
  }

  private static List<String> parts(String name) {
    return List.of(plain(name).split(OR, 2));
  }

  private static Entry only(String name) {
    Entry entry = ALL.get(plain(name));
    if (entry == null) {
      throw new IllegalArgumentException(
          "transport must be one of " + String.join(", ", ALL.keySet()) + ", was " + name);
    }
    return entry;
  }
}
