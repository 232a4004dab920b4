package dev.pushmark.bench.browser;

import java.util.List;
import java.util.Map;

/**
 * What a browser has for a transport.
 *
 * @param name of the page's kind of subscriber
 * @param protocol that its requests must be made by, as browsers name it
 * @param socketIoTransports what Socket.IO may use; empty for all
 */
public record PageClient(String name, String protocol, List<String> socketIoTransports) {
  private static final String HTTP1 = "http/1.1";
  private static final String HTTP2 = "h2";
  private static final String OVER_HTTP2 = "-h2";

  private static final Map<String, PageClient> BY_TRANSPORT =
      Map.ofEntries(
          plain("refresh"),
          plain("short-polling"),
          plain("long-polling"),
          plain("sse"),
          plain("websocket"),
          Map.entry("socketio", socketIo()),
          Map.entry("socketio-polling", socketIo("polling")),
          Map.entry("socketio-websocket", socketIo("websocket")),
          overHttp2("short-polling"),
          overHttp2("long-polling"),
          overHttp2("sse"),
          overHttp2("websocket"));

  private static final Map<String, String> OBSTACLES =
      Map.of(
          "push-h2", "browsers have removed HTTP/2 server push",
          "grpc", "a browser has no client for it",
          "webtransport", "Pushmark does not drive the browser's WebTransport",
          "webtransport-datagrams", "Pushmark does not drive the browser's WebTransport",
          "sse-h3", "Pushmark does not have the browser speak HTTP/3",
          "websocket-h3", "a browser's WebSocket does not go over HTTP/3");

  public PageClient {
    socketIoTransports = List.copyOf(socketIoTransports);
  }

  private static Map.Entry<String, PageClient> plain(String name) {
    return Map.entry(name, new PageClient(name, HTTP1, List.of()));
  }

  private static Map.Entry<String, PageClient> overHttp2(String name) {
    return Map.entry(name + OVER_HTTP2, new PageClient(name, HTTP2, List.of()));
  }

  private static PageClient socketIo(String... transports) {
    return new PageClient("socketio", HTTP1, List.of(transports));
  }

  /**
   * What there is for a transport.
   *
   * @param secure whether the server is reached by TLS
   * @throws BrowserException if there is nothing, saying why
   */
  public static PageClient of(String transport, boolean secure) throws BrowserException {
    PageClient client = BY_TRANSPORT.get(transport);
    if (client == null) {
      throw new BrowserException(
          OBSTACLES.getOrDefault(transport, "Pushmark has no browser's client for it"));
    }
    if (client.isHttp2() && !secure) {
      throw new BrowserException("a browser speaks HTTP/2 over TLS only (--tls)");
    }
    return client;
  }

  /** Whether the browser may, and must, speak HTTP/2. */
  public boolean isHttp2() {
    return protocol.equals(HTTP2);
  }

  boolean isSocketIo() {
    return name.equals("socketio");
  }

  /** What it is told beside what all are told. */
  Map<String, Object> settings() {
    return socketIoTransports.isEmpty() ? Map.of() : Map.of("transports", socketIoTransports);
  }
}
