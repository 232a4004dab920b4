package dev.pushmark.server.fuzz;

import java.util.List;

/** HTTP requests of every route, right and nearly right. */
final class Requests {
  private static final String CRLF = "\r\n";

  private final Dice dice;
  private final Scene scene;
  private final Targets targets;

  /** Right in some places and wrong in most. */
  private static final List<String> ODD_HEADERS =
      List.of(
          "Connection: close",
          "Connection: keep-alive",
          "Expect: 100-continue",
          "Expect: a miracle",
          "If-None-Match: *",
          "If-None-Match: W/\"a-1\", \"b",
          "Host: another",
          "Host:",
          "Origin: http://elsewhere",
          "Origin: http://x",
          "Origin: null",
          "Origin: http://[",
          "Authorization: Bearer a.b.c",
          "Idempotency-Key: again",
          "Idempotency-Key: a b\u00e9",
          "Authorization: Basic YTpi",
          "Authorization: Bearer",
          "Authorization: Bearer ..",
          "X: a" + CRLF + "  folded",
          "X: a\0b",
          "X\0: a",
          "X : a",
          " X: a",
          ": a",
          "no colon",
          "X: \u00ff\u00fe",
          "Upgrade: h2c",
          "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
          "Sec-WebSocket-Key1: 1 2" + CRLF + "Sec-WebSocket-Key2: 3 4",
          "Accept-Encoding: gzip, deflate",
          "Range: bytes=0-1",
          "Trailer: X",
          "TE: trailers");

  Requests(Dice dice, Scene scene) {
    this.dice = dice;
    this.scene = scene;
    this.targets = new Targets(dice, scene);
  }

  byte[] next() {
    return switch (dice.below(8)) {
      case 0, 1, 2 -> request(dice.oneIn(6) ? "HEAD" : "GET", targets.next(), "");
      case 3, 4, 5 -> publish();
      case 6 -> request(method(), targets.next(), "");
      default -> request("GET", targets.odd(), "");
    };
  }

  /** The request that makes the connection an event stream. */
  byte[] stream() {
    String resume = dice.oneIn(3) ? "Last-Event-ID: " + targets.cursor() + CRLF : "";
    return request("GET", "/rooms/" + targets.room() + "/stream" + targets.query(), resume);
  }

  /** The request that makes the connection a WebSocket, when nothing about it is odd. */
  byte[] upgrade(boolean odd) {
    Bytes head = new Bytes().add("GET /rooms/" + targets.room() + "/socket");
    head.add(odd ? targets.query() : dice.of("", "?ack=1", "?publish-only=1", "?keys=1&ack=1"));
    head.add(" HTTP/1.1" + CRLF + "Host: x" + CRLF + authorization());
    String[] lines = {
      "Connection: keep-alive, Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    };
    if (dice.oneIn(2)) {
      head.add("Sec-WebSocket-Extensions: permessage-deflate");
      head.add(dice.of("", "; client_max_window_bits", "; server_max_window_bits=10", "; x=y"));
      head.add(CRLF);
    }
    for (String line : lines) {
      if (!odd || !dice.oneIn(4)) {
        head.add(line + CRLF);
      }
    }
    if (odd) {
      String[] wrong = {
        "Sec-WebSocket-Version: 8",
        "Sec-WebSocket-Key: short",
        "Sec-WebSocket-Key: !!!!",
        "Sec-WebSocket-Extensions: permessage-deflate",
        "Sec-WebSocket-Protocol: chat",
        "Upgrade: websocket, h2c",
        "Content-Length: 3",
      };
      head.add(dice.of(wrong) + CRLF);
    }
    return head.add(CRLF).toArray();
  }

  private byte[] publish() {
    String target =
        "/rooms/" + targets.room() + "/events" + (dice.oneIn(10) ? targets.query() : "");
    String key = dice.oneIn(8) ? "Idempotency-Key: " + dice.of("one", "two") + CRLF : "";
    return new Bytes()
        .add(line("POST", target))
        .add(BodyFraming.frame(dice, JsonTexts.next(dice), headers(key)))
        .toArray();
  }

  private byte[] request(String method, String target, String headers) {
    Bytes request = new Bytes().add(line(method, target));
    if (dice.oneIn(12)) {
      return request.add(BodyFraming.frame(dice, JsonTexts.next(dice), headers(headers))).toArray();
    }
    return request.add(headers(headers) + CRLF).toArray();
  }

  private String line(String method, String target) {
    return method
        + " "
        + target
        + " "
        + version()
        + (dice.oneIn(40) ? dice.of("\n", "\r", "") : CRLF);
  }

  private String method() {
    return dice.of(
        "POST",
        "PUT",
        "DELETE",
        "OPTIONS",
        "CONNECT",
        "TRACE",
        "PRI",
        "get",
        "",
        "G\0T",
        "G(T",
        "X".repeat(5000));
  }

  private String version() {
    if (!dice.oneIn(16)) {
      return "HTTP/1.1";
    }
    return dice.of(
        "HTTP/1.0",
        "HTTP/1.0",
        "HTTP/1.2",
        "HTTP/2.0",
        "HTTP/0.9",
        "http/1.1",
        "HTTP/1.10",
        "HTTP/1.1 ",
        "HTTP/9999999999.1",
        "HTTPS/1.1",
        "");
  }

  private String authorization() {
    boolean given = scene.isGuarded() ? !dice.oneIn(8) : dice.oneIn(50);
    return given ? "Authorization: Bearer " + scene.token() + CRLF : "";
  }

  private String headers(String more) {
    StringBuilder headers = new StringBuilder(dice.oneIn(40) ? "" : "Host: x" + CRLF).append(more);
    headers.append(authorization());
    headers.append(dice.oneIn(6) ? "Accept-Encoding: gzip" + CRLF : "");
    for (int odd = dice.oneIn(6) ? 1 + dice.below(3) : 0; odd > 0; odd--) {
      headers.append(ODD_HEADERS.get(dice.below(ODD_HEADERS.size())));
      headers.append(dice.oneIn(20) ? dice.of("\n", "\r", "") : CRLF);
    }
    if (dice.oneIn(60)) {
      headers.append(dice.of("X: " + "x".repeat(9000) + CRLF, ("X: x" + CRLF).repeat(1500)));
    }
    return headers.toString();
  }
}
