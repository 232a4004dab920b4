package dev.pushmark.server.socketio.engine;

import dev.pushmark.server.wire.Answers;
import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.RequestException;
import dev.pushmark.server.wire.WebSocketHandshake;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * A request for a WebSocket that may take a session over. The session is asked first; one WebSocket
 * at a time may try.
 */
final class Upgrade implements Exchange.Parked {
  private final Exchange exchange;
  private final Session session;
  private final EngineSocket socket;
  private boolean over;

  private Upgrade(Exchange exchange, Session session) {
    this.exchange = exchange;
    this.session = session;
    this.socket = new EngineSocket(exchange.loop(), session.settings());
  }

  /** On the exchange's event loop. */
  static void ask(Exchange exchange, Session session) {
    Upgrade upgrade = new Upgrade(exchange, session);
    exchange.park(upgrade);
    session.run(exchange.loop(), upgrade::offer);
  }

  /** On the session's home loop. */
  private void offer() {
    boolean offered = session.offer(socket);
    socket.run(session.home(), () -> answer(offered));
  }

  private void answer(boolean offered) {
    if (over) {
      return;
    }
    over = true;
    boolean wanted = offered && !socket.isGone();
    boolean accepted = false;
    try {
      socket.tries(wanted ? session : null);
      accepted = WebSocketHandshake.accept(exchange, socket);
    } catch (RequestException e) {
      exchange.loop().refused(e);
      exchange.answer(Answers.error(HttpResponseStatus.BAD_REQUEST, e.reason()));
    }
    if (!accepted) {
      withdraw();
    } else if (!wanted) {
      socket.refuse(); // as a WebSocket, for this is no fault of the request's
    }
  }

  private void withdraw() {
    session.run(exchange.loop(), () -> session.socketGone(socket));
  }

  @Override
  public void drain() {}

  @Override
  public void abandon() {
    if (!over) {
      over = true;
      withdraw();
    }
  }
}
