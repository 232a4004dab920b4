package dev.pushmark.server.sse;

import static io.netty.handler.codec.http.HttpResponseStatus.OK;

import dev.pushmark.server.compression.Compression;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.room.Room;
import dev.pushmark.server.room.Rooms;
import dev.pushmark.server.wire.Answers;
import dev.pushmark.server.wire.Endpoint;
import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.RequestException;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;

/**
 * {@code GET /rooms/{room}/stream}: from {@code Last-Event-ID}, else from {@code after}, else from
 * the tail.
 */
public record StreamEndpoint(Rooms rooms, Duration heartbeat, Compression compression)
    implements Endpoint {
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  @Override
  public void serve(Exchange exchange) throws RequestException {
    Room room = rooms.get(exchange.room());
    EventId after = Exchange.place(room, "after", exchange.parameter("after"));
    String lastEventId = exchange.headers().get(LAST_EVENT_ID);
    if (lastEventId != null && !lastEventId.isEmpty()) {
      after = Exchange.place(room, LAST_EVENT_ID, lastEventId);
    }
    boolean chunked = exchange.version().equals(HttpVersion.HTTP_1_1);
    boolean gzip = compression.gzips(exchange.headers());
    if (exchange.isHead()) {
      FullHttpResponse head = Answers.empty(OK);
      describe(head.headers(), gzip);
      exchange.answer(head);
      return;
    }
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, OK);
    describe(head.headers(), gzip);
    if (chunked) {
      HttpUtil.setTransferEncodingChunked(head, true);
    } else {
      head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    SseConnection connection =
        new SseConnection(exchange.loop(), SseForm.of(chunked, gzip), exchange.grant(), heartbeat);
    String name = exchange.room();
    EventId place = after == null ? room.end() : after; // before the client can know that it reads
    exchange.takeOver(head, connection);
    connection.start(name, place);
  }

  private static void describe(HttpHeaders headers, boolean gzip) {
    headers
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_EVENT_STREAM)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    if (gzip) {
      headers.set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
    }
  }
}
