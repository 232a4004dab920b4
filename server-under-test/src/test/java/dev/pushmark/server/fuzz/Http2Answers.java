package dev.pushmark.server.fuzz;

import static dev.pushmark.server.fuzz.Verdict.require;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Finds fault with what a server sent on one connection of HTTP/2, or does not. */
final class Http2Answers {
  private static final int LARGEST_FRAME = 1 << 14;
  private static final int LARGEST_HEAD = 1 << 20;

  private static final class Stream {
    private Map<String, String> fields = Map.of();
    private final Bytes body = new Bytes();
    private boolean begun;
    private boolean over;
  }

  private final Received received;
  private final Consumer<Integer> statuses;
  private final DefaultHttp2HeadersDecoder headers =
      new DefaultHttp2HeadersDecoder(true, LARGEST_HEAD);
  private final Map<Integer, Stream> streams = new TreeMap<>();

  private Http2Answers(byte[] bytes, Consumer<Integer> statuses) {
    this.received = new Received(bytes);
    this.statuses = statuses;
  }

  /** Whether this is how a server of HTTP/2 begins: with a frame of settings. */
  static boolean are(byte[] bytes) {
    return bytes.length > 4 && bytes[0] == 0 && bytes[3] == Http2Bytes.SETTINGS;
  }

  /**
   * Whatever is cut off is no fault: a client that ends its side has gone.
   *
   * @param statuses told the status of every answer
   */
  static void check(byte[] bytes, Consumer<Integer> statuses) {
    Http2Answers answers = new Http2Answers(bytes, statuses);
    try {
      while (!answers.received.atEnd()) {
        answers.checkFrame();
      }
    } catch (Received.CutOff e) {
      // the streams are looked at as far as they came
    }
    answers.streams.values().forEach(stream -> checkBody(stream, stream.over));
  }

  private void checkFrame() {
    int length = (int) received.number(3);
    int type = received.oneByte();
    int flags = received.oneByte();
    int id = (int) received.number(4);
    require(length <= LARGEST_FRAME, "a frame of " + length + " bytes");
    byte[] payload = received.take(length);
    switch (type) {
      case Http2Bytes.HEADERS -> {
        require((flags & Http2Bytes.END_HEADERS) != 0, "an answer's head in pieces");
        head(of(id), payload);
        end(of(id), flags);
      }
      case Http2Bytes.DATA -> {
        require(of(id).begun, "data before an answer on stream " + id);
        of(id).body.add(payload);
        end(of(id), flags);
      }
      case Http2Bytes.RST_STREAM -> {
        require(id > 0 && length == 4, "a reset of stream " + id);
        // What the codec refuses before it opens a stream, a client may try again.
        Stream stream = streams.computeIfAbsent(id, none -> new Stream());
        stream.over |= stream.begun;
      }
      case Http2Bytes.SETTINGS, Http2Bytes.PING, Http2Bytes.GOAWAY ->
          require(id == 0, "type " + type + " on stream " + id);
      case Http2Bytes.WINDOW_UPDATE -> require(length == 4, "a window update of " + length);
      default -> throw new AssertionError("a frame of type " + type);
    }
  }

  /** The stream, if something may come on it. */
  private Stream of(int id) {
    require(id % 2 == 1, "an answer on stream " + id);
    Stream stream = streams.computeIfAbsent(id, none -> new Stream());
    require(!stream.over, "something behind the end of stream " + id);
    return stream;
  }

  private static void end(Stream stream, int flags) {
    stream.over |= (flags & Http2Bytes.END_STREAM) != 0;
  }

  private void head(Stream stream, byte[] block) {
    require(!stream.begun, "a second answer on a stream");
    ByteBuf bytes = Unpooled.wrappedBuffer(block);
    try {
      Http2Headers fields = headers.decodeHeaders(1, bytes);
      int status = Integer.parseInt(String.valueOf(fields.status()));
      require(HttpAnswers.STATUSES.contains(status), "a status nobody knows: " + status);
      statuses.accept(status);
      stream.begun = status >= 200;
      Map<String, String> all = new TreeMap<>();
      fields.forEach(
          field ->
              require(
                  all.put(field.getKey().toString(), field.getValue().toString()) == null,
                  "twice: " + field.getKey()));
      stream.fields = all;
    } catch (Http2Exception e) {
      throw new AssertionError("a malformed header block", e);
    } finally {
      bytes.release();
    }
  }

  private static void checkBody(Stream stream, boolean over) {
    byte[] body = stream.body.toArray();
    if (body.length == 0) {
      return;
    }
    String type = stream.fields.get("content-type");
    String length = stream.fields.get("content-length");
    if (type == null) {
      checkSocket(stream, body);
    } else if (type.equals("text/event-stream")) {
      EventLines.check(isGzip(stream) ? Plain.gunzip(body) : body);
    } else if (String.valueOf(body.length).equals(length)) {
      HttpAnswers.checkWhole(type, isGzip(stream) ? Plain.gunzipWhole(body) : body);
    } else {
      // A reset may have cut it off.
      require(length == null || body.length < Integer.parseInt(length), "more than was announced");
    }
  }

  private static void checkSocket(Stream stream, byte[] body) {
    try {
      boolean deflate = stream.fields.containsKey("sec-websocket-extensions");
      SocketFrames.check(new Received(body), deflate);
    } catch (Received.CutOff e) {
      // a socket may end anywhere when its connection does
    }
  }

  private static boolean isGzip(Stream stream) {
    return "gzip".equals(stream.fields.get("content-encoding"));
  }
}
