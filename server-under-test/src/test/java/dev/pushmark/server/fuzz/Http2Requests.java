package dev.pushmark.server.fuzz;

import java.util.Arrays;

/** What a client of HTTP/2 sends behind its preface, right and nearly right. */
final class Http2Requests {
  private static final int END_BOTH = Http2Bytes.END_STREAM | Http2Bytes.END_HEADERS;
  private static final int MOST_PADDING = 20;

  private static final String[][] ODD_FIELDS = {
    {"x", "y"},
    {"X-Upper", "y"},
    {"te", "trailers"},
    {"te", "gzip"},
    {"connection", "close"},
    {"upgrade", "websocket"},
    {"transfer-encoding", "chunked"},
    {"host", "another"},
    {"expect", "100-continue"},
    {"content-length", "3"},
    {"content-length", "-1"},
    {"content-length", "x"},
    {"origin", "http://elsewhere"},
    {"authorization", "Bearer a.b.c"},
    {"if-none-match", "*"},
    {"accept-encoding", "gzip"},
    {"cookie", "a=b"},
    {"", "empty"},
    {"a\0b", "c"},
    {"x", "a\r\nb: c"},
    {":path", "/health"},
    {":status", "200"},
    {":protocol", "websocket"},
    {":unknown", "x"},
    {"x", "x".repeat(9_000)},
  };

  private final Dice dice;
  private final Scene scene;
  private final Targets targets;
  private int stream = 1;

  Http2Requests(Dice dice, Scene scene) {
    this.dice = dice;
    this.scene = scene;
    this.targets = new Targets(dice, scene);
  }

  byte[] preface() {
    byte[] settings = dice.oneIn(4) ? settings() : Http2Bytes.frame(4, 0, 0, new byte[0]);
    return new Bytes().add(Http2Bytes.PREFACE).add(settings).toArray();
  }

  /** Something whose answer comes to an end. */
  byte[] next() {
    return switch (dice.below(12)) {
      case 0, 1, 2 ->
          request(END_BOTH, dice.oneIn(8) ? "HEAD" : "GET", plain(), "accept-encoding", "gzip");
      case 3, 4, 5, 6 -> publish();
      case 7 -> request(END_BOTH, method(), dice.oneIn(3) ? targets.odd() : plain());
      case 8 -> continued();
      default -> control();
    };
  }

  /** Never a stream: of that, nobody could tell when it is over. */
  private String plain() {
    return dice.oneIn(8)
        ? "/socket.io/?EIO=4&transport=polling" + dice.of("", "&sid=x")
        : "/rooms/" + targets.room() + "/events" + targets.query();
  }

  private String method() {
    return dice.of("PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "", "G T");
  }

  /** The answer to this goes on. */
  byte[] stream() {
    String target = "/rooms/" + targets.room() + "/stream" + targets.query();
    return request(
        END_BOTH, "GET", target, "accept-encoding", dice.of("gzip", "identity", "gzip;q=0"));
  }

  /** A WebSocket over a stream, and what is sent on it. */
  byte[] socket() {
    int id = stream;
    Bytes all = new Bytes();
    String extensions = dice.of("permessage-deflate", "permessage-deflate; x", "none");
    all.add(
        request(
            Http2Bytes.END_HEADERS,
            "CONNECT",
            dice.oneIn(4)
                ? "/socket.io/?EIO=4&transport=websocket"
                : "/rooms/" + targets.room() + "/socket" + targets.query(),
            ":protocol",
            dice.oneIn(8) ? "chat" : "websocket",
            "sec-websocket-version",
            dice.oneIn(8) ? "8" : "13",
            "sec-websocket-extensions",
            extensions));
    for (int i = dice.below(6); i > 0; i--) {
      all.add(data(id, Frames.next(dice), i == 1 && dice.oneIn(3) ? Http2Bytes.END_STREAM : 0));
    }
    return all.toArray();
  }

  private byte[] publish() {
    int id = stream;
    byte[] text = JsonTexts.next(dice);
    Bytes all = new Bytes();
    String target = "/rooms/" + targets.room() + "/events";
    String length = String.valueOf(dice.oneIn(10) ? dice.below(100) : text.length);
    all.add(
        dice.oneIn(2)
            ? request(Http2Bytes.END_HEADERS, "POST", target)
            : request(Http2Bytes.END_HEADERS, "POST", target, "content-length", length));
    int at = 0;
    while (at < text.length) {
      int to = Math.min(text.length, at + 1 + dice.below(dice.oneIn(2) ? 16_384 : text.length));
      boolean last = to == text.length && !dice.oneIn(12);
      all.add(data(id, Arrays.copyOfRange(text, at, to), last ? Http2Bytes.END_STREAM : 0));
      at = to;
    }
    return all.toArray();
  }

  private byte[] data(int id, byte[] bytes, int flags) {
    byte[] fits = Arrays.copyOf(bytes, Math.min(bytes.length, 16_000));
    if (!dice.oneIn(4)) {
      return Http2Bytes.frame(Http2Bytes.DATA, flags, id, fits);
    }
    int padding = dice.below(MOST_PADDING);
    Bytes padded = new Bytes().add(dice.oneIn(12) ? 255 : padding).add(fits);
    padded.add(new byte[padding]);
    return Http2Bytes.frame(Http2Bytes.DATA, flags | Http2Bytes.PADDED, id, padded.toArray());
  }

  private byte[] request(int flags, String method, String target, String... more) {
    byte[] block = block(method, target, more);
    int id = dice.oneIn(25) ? dice.below(2 * stream + 6) : stream;
    stream += dice.oneIn(25) ? 4 : 2;
    return Http2Bytes.frame(Http2Bytes.HEADERS, flags, id, block);
  }

  private byte[] block(String method, String target, String... more) {
    Bytes block = new Bytes();
    block.add(Http2Bytes.block(":method", method, ":scheme", "http"));
    if (!dice.oneIn(20)) {
      block.add(Http2Bytes.block(":path", target));
    }
    block.add(Http2Bytes.block(":authority", "x"));
    if (scene.isGuarded() && !dice.oneIn(8)) {
      block.add(Http2Bytes.block("authorization", "Bearer " + scene.token()));
    }
    block.add(Http2Bytes.block(more));
    for (int odd = dice.oneIn(6) ? 1 + dice.below(3) : 0; odd > 0; odd--) {
      block.add(Http2Bytes.block(ODD_FIELDS[dice.below(ODD_FIELDS.length)]));
    }
    return dice.oneIn(12) ? Mutation.some(dice, block.toArray()) : block.toArray();
  }

  /** A header block in several frames, with something between them now and then. */
  private byte[] continued() {
    int id = stream;
    byte[] block = block("GET", plain());
    stream += 2;
    int cut = block.length == 0 ? 0 : dice.below(block.length);
    Bytes all = new Bytes();
    byte[] first = Arrays.copyOf(block, cut);
    all.add(Http2Bytes.frame(Http2Bytes.HEADERS, dice.of(0, Http2Bytes.END_STREAM), id, first));
    if (dice.oneIn(8)) {
      all.add(control());
    }
    byte[] rest = Arrays.copyOfRange(block, cut, block.length);
    int last = dice.oneIn(10) ? 0 : Http2Bytes.END_HEADERS;
    return all.add(Http2Bytes.frame(Http2Bytes.CONTINUATION, last, id, rest)).toArray();
  }

  private byte[] control() {
    int id = dice.oneIn(3) ? 0 : dice.below(stream + 6);
    return switch (dice.below(10)) {
      case 0 -> Http2Bytes.frame(Http2Bytes.PING, dice.below(3), 0, new byte[8]);
      case 1 -> Http2Bytes.frame(Http2Bytes.WINDOW_UPDATE, 0, id, number());
      case 2 -> Http2Bytes.frame(Http2Bytes.RST_STREAM, 0, id, number());
      case 3 -> Http2Bytes.frame(Http2Bytes.PRIORITY, 0, id, dice.bytes(dice.of(5, 5, 4)));
      case 4 -> settings();
      case 5 -> Http2Bytes.frame(Http2Bytes.GOAWAY, 0, 0, dice.bytes(8 + dice.below(20)));
      case 6 -> Http2Bytes.frame(Http2Bytes.PUSH_PROMISE, 4, id, dice.bytes(dice.below(20)));
      case 7 -> Http2Bytes.frame(dice.below(256), dice.below(256), id, dice.bytes(dice.below(40)));
      case 8 ->
          Http2Bytes.header(
                  dice.of(0, 1 << 14, (1 << 14) + 1, (1 << 24) - 1),
                  dice.below(10),
                  dice.below(256),
                  id)
              .add(dice.bytes(dice.below(60)))
              .toArray();
      default -> Http2Bytes.frame(Http2Bytes.DATA, dice.below(2), id, dice.bytes(dice.below(60)));
    };
  }

  private byte[] number() {
    return Http2Bytes.number(dice.of(0, 1, 8, 65_535, Integer.MAX_VALUE, -1), 4);
  }

  private byte[] settings() {
    Bytes settings = new Bytes();
    for (int i = dice.below(4); i > 0; i--) {
      settings.add(Http2Bytes.number(dice.below(10), 2));
      settings.add(Http2Bytes.number(dice.of(0, 1, 2, 100, 16_384, 1 << 20, -1), 4));
    }
    boolean whole = !dice.oneIn(20);
    byte[] bytes = whole ? settings.toArray() : settings.add(1).toArray();
    return Http2Bytes.frame(Http2Bytes.SETTINGS, dice.oneIn(10) ? 1 : 0, 0, bytes);
  }
}
