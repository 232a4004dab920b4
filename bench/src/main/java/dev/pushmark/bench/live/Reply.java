package dev.pushmark.bench.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers to the page's requests. */
final class Reply {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;

  private Reply() {}

  static void file(HttpExchange exchange, String name, byte[] content) throws IOException {
    send(exchange, OK, type(name), content);
  }

  static void json(HttpExchange exchange, Map<String, String> members) throws IOException {
    send(exchange, OK, "application/json", utf8(Json.line(members)));
  }

  /** One line of plain text. */
  static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
    send(exchange, status, "text/plain; charset=utf-8", utf8(reason + "\n"));
  }

  /**
   * What a clock reads, as a header: a body would be a packet of its own, which the first one's
   * acknowledgement may hold up.
   */
  static void time(HttpExchange exchange, long nanoTime) throws IOException {
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("Clock-Ns", Long.toString(nanoTime));
    exchange.sendResponseHeaders(NO_CONTENT, -1);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    // Isolated pages have a clock of 5 µs, others one of 100 µs (HTML, "cross-origin isolation").
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Embedder-Policy", "require-corp");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String type(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json")
        .getOrDefault(ending, "text/plain; charset=utf-8");
  }
}
