package dev.pushmark.server.polling;

import static io.netty.handler.codec.http.HttpResponseStatus.CREATED;

import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.Answers;
import dev.pushmark.server.wire.Endpoint;
import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.Ingress;
import dev.pushmark.server.wire.RequestException;

/** {@code POST /rooms/{room}/events}: appends the body and answers with its id. */
public record PublishEndpoint(Ingress ingress) implements Endpoint {
  @Override
  public void serve(Exchange exchange) throws RequestException {
    EventId id = ingress.append(exchange.room(), exchange.body());
    ingress.announce(exchange.room());
    exchange.answer(Answers.json(CREATED, "{\"id\":\"" + id + "\"}"));
  }
}
