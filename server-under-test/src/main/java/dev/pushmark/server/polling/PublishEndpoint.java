package dev.pushmark.server.polling;

import static io.netty.handler.codec.http.HttpResponseStatus.CREATED;
import static io.netty.handler.codec.http.HttpResponseStatus.OK;

import dev.pushmark.server.room.Publication;
import dev.pushmark.server.wire.Answers;
import dev.pushmark.server.wire.Endpoint;
import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.Ingress;
import dev.pushmark.server.wire.RequestException;

/**
 * {@code POST /rooms/{room}/events}: appends the body and answers with its id: 201, or 200 when it
 * had been appended already under the same {@code Idempotency-Key}.
 */
public record PublishEndpoint(Ingress ingress) implements Endpoint {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  @Override
  public void serve(Exchange exchange) throws RequestException {
    Publication publication =
        ingress.append(
            exchange.grant(),
            exchange.room(),
            exchange.body(),
            exchange.headers().get(IDEMPOTENCY_KEY));
    ingress.announce(exchange.room());
    exchange.meters().published.add(1);
    exchange.answer(
        Answers.json(
            publication.repeated() ? OK : CREATED, "{\"id\":\"" + publication.id() + "\"}"));
  }
}
