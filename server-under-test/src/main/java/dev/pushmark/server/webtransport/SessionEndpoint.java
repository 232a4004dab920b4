package dev.pushmark.server.webtransport;

import static io.netty.handler.codec.http.HttpResponseStatus.OK;
import static io.netty.handler.codec.http.HttpResponseStatus.UPGRADE_REQUIRED;

import dev.pushmark.server.room.EventId;
import dev.pushmark.server.room.Room;
import dev.pushmark.server.room.Rooms;
import dev.pushmark.server.wire.Answers;
import dev.pushmark.server.wire.Endpoint;
import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.RequestException;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;

/**
 * {@code /rooms/{room}/webtransport}: a session (draft-ietf-webtrans-http3) that delivers from
 * {@code after}, else from the tail, by a stream of the server's, or with {@code datagrams=1} by
 * datagrams.
 */
public record SessionEndpoint(Rooms rooms, Duration heartbeat) implements Endpoint {
  /** What drafts call the protocol begins so. */
  private static final String PROTOCOL = "webtransport";

  private static final int HTTP_3 = 3;

  @Override
  public void serve(Exchange exchange) throws RequestException {
    String protocol = exchange.headers().get(HttpHeaderNames.UPGRADE, "");
    if (exchange.version().majorVersion() != HTTP_3 || !protocol.startsWith(PROTOCOL)) {
      exchange.answer(Answers.error(UPGRADE_REQUIRED, "this is WebTransport, over HTTP/3"));
      return;
    }
    Room room = rooms.get(exchange.room());
    EventId after = Exchange.place(room, "after", exchange.parameter("after"));
    EventId place = after == null ? room.end() : after; // before the client can know that it reads
    boolean datagrams = exchange.flag("datagrams");
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, OK);
    head.headers().set("sec-webtransport-http3-draft", "draft02");
    head.headers().set(Exchange.LAST_EVENT_ID, place.toString());
    Session session = new Session(exchange.loop(), exchange.grant(), datagrams, heartbeat);
    exchange.takeOver(head, session);
    session.start(exchange.room(), place);
  }
}
