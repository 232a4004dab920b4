package dev.pushmark.server.push;

import static io.netty.handler.codec.http.HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED;
import static io.netty.handler.codec.http.HttpResponseStatus.OK;

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
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;

/**
 * {@code GET /rooms/{room}/push}: an answer that never ends, in lines of JSON that tell where it
 * begins and what is missing; beside it each event is pushed as the answer to a {@code GET} of
 * {@code /rooms/{room}/events/ID} (RFC 9113, section 8.4). From {@code after}, else from the tail.
 * Browsers have removed it (Chrome 106, Firefox 132).
 */
public record PushEndpoint(Rooms rooms, Duration heartbeat) implements Endpoint {
  private static final int HTTP_2 = 2;

  @Override
  public void serve(Exchange exchange) throws RequestException {
    if (exchange.version().majorVersion() != HTTP_2) {
      throw new RequestException(
          HTTP_VERSION_NOT_SUPPORTED,
          "server push is spoken over HTTP/2 only, begun with its preface or agreed upon in TLS");
    }
    if (!exchange.acceptsPushes()) {
      throw RequestException.badRequest("the client has turned server push off (ENABLE_PUSH = 0)");
    }
    String name = exchange.room();
    Room room = rooms.get(name);
    EventId after = Exchange.place(room, "after", exchange.parameter("after"));
    EventId place = after == null ? room.end() : after; // before the client can know that it reads
    if (exchange.isHead()) {
      FullHttpResponse head = Answers.empty(OK);
      describe(head.headers());
      exchange.answer(head);
      return;
    }
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, OK);
    describe(head.headers());
    String path = "/rooms/" + name + "/events/";
    PushConnection connection =
        new PushConnection(exchange.loop(), path, exchange.grant(), heartbeat);
    String authority = exchange.headers().get(HttpHeaderNames.HOST, "localhost");
    exchange.takeOver(head, connection);
    connection.start(authority, name, place);
  }

  private static void describe(HttpHeaders headers) {
    headers
        .set(HttpHeaderNames.CONTENT_TYPE, "application/x-ndjson")
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
  }
}
