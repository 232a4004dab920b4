package dev.pushmark.results.compare;

import java.util.Map;

/** What people call a transport. */
public final class TransportName {
  /** Written so wherever it stands. */
  private static final String GRPC = "gRPC";

  private static final String AGAIN = "-again";

  /** Between two: the second where the first cannot be had. */
  private static final String OR = "-or-";

  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("refresh", "refresh"),
          Map.entry("short-polling", "short polling"),
          Map.entry("long-polling", "long polling"),
          Map.entry("sse", "SSE"),
          Map.entry("websocket", "WebSocket"),
          Map.entry("socketio-polling", "Socket.IO by polling"),
          Map.entry("socketio", "Socket.IO"),
          Map.entry("socketio-websocket", "Socket.IO by WebSocket"),
          Map.entry("short-polling-h2", "short polling over HTTP/2"),
          Map.entry("long-polling-h2", "long polling over HTTP/2"),
          Map.entry("sse-h2", "SSE over HTTP/2"),
          Map.entry("websocket-h2", "WebSocket over HTTP/2"),
          Map.entry("sse-h3", "SSE over HTTP/3"),
          Map.entry("websocket-h3", "WebSocket over HTTP/3"),
          Map.entry("webtransport", "WebTransport"),
          Map.entry("webtransport-datagrams", "WebTransport by datagrams"),
          Map.entry("push-h2", "HTTP/2 server push"),
          Map.entry("grpc", GRPC));

  private TransportName() {}

  /** In the middle of a sentence; a name that is not ours stays as it is. */
  public static String inText(String transport) {
    String plain = plain(transport);
    String known = KNOWN.getOrDefault(plain, plain);
    int or = plain.indexOf(OR);
    String name =
        or < 0
            ? known
            : inText(plain.substring(0, or)) + " or " + inText(plain.substring(or + OR.length()));
    return name + (plain.equals(transport) ? "" : " again");
  }

  /** At the start of a sentence or a column. */
  public static String asTitle(String transport) {
    String name = inText(transport);
    String first = plain(transport).split(OR, 2)[0];
    return !KNOWN.containsKey(first) || name.startsWith(GRPC)
        ? name
        : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static String plain(String transport) {
    return transport.endsWith(AGAIN)
        ? transport.substring(0, transport.length() - AGAIN.length())
        : transport;
  }
}
