package dev.pushmark.scenarios.contract;

import static dev.pushmark.scenarios.contract.Http2Bytes.ACK;
import static dev.pushmark.scenarios.contract.Http2Bytes.CONTINUATION;
import static dev.pushmark.scenarios.contract.Http2Bytes.DATA;
import static dev.pushmark.scenarios.contract.Http2Bytes.END_HEADERS;
import static dev.pushmark.scenarios.contract.Http2Bytes.END_STREAM;
import static dev.pushmark.scenarios.contract.Http2Bytes.GOAWAY;
import static dev.pushmark.scenarios.contract.Http2Bytes.HEADERS;
import static dev.pushmark.scenarios.contract.Http2Bytes.PADDED;
import static dev.pushmark.scenarios.contract.Http2Bytes.PING;
import static dev.pushmark.scenarios.contract.Http2Bytes.PUSH_PROMISE;
import static dev.pushmark.scenarios.contract.Http2Bytes.RIGHT_SETTINGS;
import static dev.pushmark.scenarios.contract.Http2Bytes.RST_STREAM;
import static dev.pushmark.scenarios.contract.Http2Bytes.SETTINGS;
import static dev.pushmark.scenarios.contract.Http2Bytes.WINDOW_UPDATE;
import static dev.pushmark.scenarios.contract.Http2Bytes.frame;
import static dev.pushmark.scenarios.contract.Http2Bytes.head;
import static dev.pushmark.scenarios.contract.Http2Bytes.header;
import static dev.pushmark.scenarios.contract.Http2Bytes.join;
import static dev.pushmark.scenarios.contract.Http2Bytes.number;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.handler.codec.http2.Http2Error;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server may send instead of what HTTP/2 allows, or before it breaks off.
 *
 * @param reason a pattern of what a client says of it, whatever it had asked for
 */
record Http2Lie(String name, String reason, Lie lie) {
  /** What is sent once the client has asked for something on a stream. */
  interface Lie {
    byte[] on(int stream);
  }

  @Override
  public String toString() {
    return name;
  }

  private static final String BREAKS = "the server breaks HTTP/2, [A-Z_]+";

  static final List<Http2Lie> ALL = new ArrayList<>();

  static {
    told("closed", "no answer", stream -> RIGHT_SETTINGS);
    told("closed", "not even settings", stream -> new byte[0]);
    told("closed", "many settings that nobody knows", settings(2_500));
    told("closed", "half a frame", within(stream -> header(100, DATA, 0, stream)));
    told("closed", "pings", within(stream -> again(frame(PING, 0, 0, new byte[8]), 20_000)));
    told("closed", "pongs", within(stream -> again(frame(PING, 1, 0, new byte[8]), 20_000)));
    told("closed", "settings", within(stream -> again(RIGHT_SETTINGS, 20_000)));
    told("closed", "priorities of streams that never were", within(stream -> onOthers(2, 5)));
    told("closed", "frames that nobody knows", within(stream -> onOthers(99, 4)));
    told(
        "closed|continuation|more than",
        "five times the window",
        within(stream -> again(frame(DATA, 0, stream, new byte[1 << 14]), 320)));
    told("closed", "1xx for ever", first(s -> again(head(s, ":status", "100"), 2_000)));
    for (int code = 0; code <= 14; code++) {
      String name = code == 14 ? "error 2989" : Http2Error.valueOf(code).name();
      byte[] why = number(code == 14 ? 2989 : code);
      told("gave .* up: .*" + name, "reset", first(s -> frame(RST_STREAM, 0, s, why)));
      told("gave .* up: .*" + name, "reset within", within(s -> frame(RST_STREAM, 0, s, why)));
      told(code == 0 ? "closed" : "left: .*" + name, "leave", within(s -> goAway(s, why)));
    }
    told("left without an answer", "leave before", first(stream -> goAway(0, number(0))));
    told("data before", "data first", first(stream -> frame(DATA, 0, stream, "data: {}\n\n")));
    told("data before", "only an end", first(stream -> frame(DATA, END_STREAM, stream, "")));
    told("without a status", "no status", first(stream -> head(stream, "a", "b")));
    told("status line: two", "an odd status", first(s -> head(s, ":status", "two hundred")));
    told("without a status", "a request", first(stream -> head(stream, ":method", "GET")));
    told(
        "ended|not understood|" + BREAKS,
        "data behind the end",
        within(stream -> join(end(stream), end(stream))));

    breach("HTTP/1.1", text("HTTP/1.1 400 Bad Request\r\n\r\n"));
    breach("another protocol", text("220 mail.example ESMTP ready\r\n"));
    breach("a ping before the settings", stream -> frame(PING, 0, 0, new byte[8]));
    breach("half a setting", stream -> frame(SETTINGS, 0, 0, new byte[3]));
    breach("settings on a stream", stream -> frame(SETTINGS, 0, stream, new byte[6]));
    breach("settings of a window too wide", setting(4, -1));
    breach("settings of a frame size too small", setting(5, 1));
    breach("settings beyond the largest frame", settings(100_000));
    breach("an odd acknowledgement", first(stream -> frame(SETTINGS, ACK, 0, "x")));
    breach("a frame too large", within(stream -> header(1 << 20, DATA, 0, stream)));
    breach("more padding than frame", within(s -> frame(DATA, PADDED, s, "\u00ffab")));
    breach("an index of no header", first(s -> block(s, "\u00ff\u00ff\u00ff\u0003")));
    breach("a header block cut off", first(stream -> block(stream, "\0\u007fabc")));
    breach("a table too large", first(s -> block(s, "\u003f\u00ff\u00ff\u0007")));
    breach("an empty status", first(stream -> head(stream, ":status", "")));
    breach("two answers", within(Http2Lie::right));
    breach("a header that never ends", Http2Lie::endlessHeader);
    breach("a continuation of nothing", within(s -> frame(CONTINUATION, 0, s, "")));
    breach(
        "a frame within a header block",
        first(stream -> join(frame(HEADERS, 0, stream, ""), frame(PING, 0, 0, new byte[8]))));
    breach(
        "a push that nobody wants",
        within(
            stream ->
                join(
                    frame(SETTINGS, ACK, 0, ""),
                    frame(PUSH_PROMISE, END_HEADERS, stream, "\0\0\0\2"))));
    for (int type : new int[] {DATA, HEADERS, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY}) {
      breach("type " + type + " on a stream that never was", within(stream -> onOthers(type, 8)));
    }
    breach("a window update of nothing", within(s -> frame(WINDOW_UPDATE, 0, s, number(0))));
    breach("a window too wide", within(stream -> again(widest(stream), 2)));
    breach("a connection's window too wide", within(stream -> again(widest(0), 2)));
    breach("empty data", within(stream -> again(frame(DATA, 0, stream, ""), 20_000)));
  }

  private static void breach(String name, Lie lie) {
    told(BREAKS, name, lie);
  }

  private static void told(String reason, String name, Lie lie) {
    ALL.add(new Http2Lie(name, reason, lie));
  }

  private static Lie text(String text) {
    return stream -> text.getBytes(ISO_8859_1);
  }

  private static Lie setting(int id, int value) {
    ByteBuffer setting = ByteBuffer.allocate(6).putShort((short) id).putInt(value);
    return stream -> frame(SETTINGS, 0, 0, setting.array());
  }

  private static Lie settings(int count) {
    ByteBuffer settings = ByteBuffer.allocate(6 * count);
    for (int i = 0; i < count; i++) {
      settings.putShort((short) (0x100 + i)).putInt(i);
    }
    return stream -> frame(SETTINGS, 0, 0, settings.array());
  }

  /** Behind the settings. */
  private static Lie first(Lie lie) {
    return stream -> join(RIGHT_SETTINGS, lie.on(stream));
  }

  /** Behind the settings and the beginning of a right answer. */
  private static Lie within(Lie lie) {
    return first(stream -> join(right(stream), lie.on(stream)));
  }

  /** What every kind of client takes for the beginning of an answer. */
  static byte[] right(int stream) {
    return head(stream, ":status", "200", "content-type", "text/event-stream");
  }

  private static byte[] end(int stream) {
    return frame(DATA, END_STREAM, stream, "x");
  }

  private static byte[] goAway(int lastStream, byte[] code) {
    byte[] words = "enough\r\nof you".getBytes(ISO_8859_1);
    return frame(GOAWAY, 0, 0, join(number(lastStream), code, words));
  }

  /** On a stream that the client could have opened, and on one that the server could have. */
  private static byte[] onOthers(int type, int length) {
    byte[] payload = new byte[length];
    return join(frame(type, END_HEADERS, 99, payload), frame(type, END_HEADERS, 2, payload));
  }

  private static byte[] block(int stream, String bytes) {
    return frame(HEADERS, END_HEADERS, stream, bytes);
  }

  private static byte[] widest(int stream) {
    return frame(WINDOW_UPDATE, 0, stream, number(Integer.MAX_VALUE));
  }

  private static byte[] again(byte[] bytes, int times) {
    ByteBuffer all = ByteBuffer.allocate(bytes.length * times);
    for (int i = 0; i < times; i++) {
      all.put(bytes);
    }
    return all.array();
  }

  private static byte[] endlessHeader(int stream) {
    byte[] more = frame(CONTINUATION, 0, stream, again(Http2Bytes.block("name", "value"), 1_000));
    return join(RIGHT_SETTINGS, frame(HEADERS, 0, stream, ""), again(more, 200));
  }
}
