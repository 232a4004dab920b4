package dev.pushmark.server.websocket;

import dev.pushmark.server.access.Permission;
import dev.pushmark.server.compression.Compression;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.room.Room;
import dev.pushmark.server.room.Rooms;
import dev.pushmark.server.wire.Endpoint;
import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.Ingress;
import dev.pushmark.server.wire.RequestException;
import dev.pushmark.server.wire.WebSocketHandshake;
import java.time.Duration;

/**
 * {@code /rooms/{room}/socket}: a WebSocket that delivers from {@code after}, else from the tail
 * ({@code publish-only=1}: nothing), tells its publishes' ids when asked with {@code ack=1}, and
 * takes each message as {@code KEY LF EVENT} with {@code keys=1}.
 */
public record SocketEndpoint(
    Rooms rooms, Ingress ingress, Duration heartbeat, Compression compression) implements Endpoint {
  @Override
  public void serve(Exchange exchange) throws RequestException {
    boolean publishOnly = exchange.flag("publish-only");
    exchange.require(publishOnly ? Permission.PUBLISH : Permission.READ);
    Room room = rooms.get(exchange.room());
    EventId after = Exchange.place(room, "after", exchange.parameter("after"));
    EventId place = null;
    if (!publishOnly) {
      place = after == null ? room.end() : after; // before the client can know that it reads
    }
    Publishes publishes =
        new Publishes(
            ingress,
            exchange.grant(),
            exchange.room(),
            exchange.flag("ack"),
            exchange.flag("keys"));
    WebSocketConnection connection =
        new WebSocketConnection(
            exchange.loop(),
            publishes,
            heartbeat.toNanos(),
            compression.negotiate(exchange.headers()));
    if (WebSocketHandshake.accept(exchange, connection, place) && place != null) {
      connection.follow(exchange.room(), place);
    }
  }
}
