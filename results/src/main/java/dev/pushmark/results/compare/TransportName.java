package dev.pushmark.results.compare;

import java.util.Map;

/** What people call a transport. */
public final class TransportName {
  private static final Map<String, String> KNOWN =
      Map.of(
          "refresh", "refresh",
          "short-polling", "short polling",
          "long-polling", "long polling",
          "sse", "SSE",
          "websocket", "WebSocket");

  private TransportName() {}

  /** In the middle of a sentence; a name that is not ours stays as it is. */
  public static String inText(String transport) {
    return KNOWN.getOrDefault(transport, transport);
  }

  /** At the start of a sentence or a column. */
  public static String asTitle(String transport) {
    String name = KNOWN.get(transport);
    return name == null ? transport : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
