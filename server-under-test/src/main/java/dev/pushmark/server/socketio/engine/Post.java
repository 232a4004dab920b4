package dev.pushmark.server.socketio.engine;

import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.LoopContext;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** A POST of packets, whose session may live on another event loop than its exchange. */
final class Post implements Exchange.Parked {
  private final Exchange exchange;
  private final Session session;

  Post(Exchange exchange, Session session) {
    this.exchange = exchange;
    this.session = session;
  }

  /** On the session's home loop. */
  void accept(LoopContext home) {
    Hop.run(
        home,
        exchange.loop(),
        () -> Poll.text(exchange, Unpooled.copiedBuffer("ok", StandardCharsets.US_ASCII)));
  }

  void refuse(LoopContext home, EngineError error) {
    Hop.run(home, exchange.loop(), () -> error.answer(exchange));
  }

  /** The answer is on its way; the session itself says good-bye where it can. */
  @Override
  public void drain() {
    session.run(exchange.loop(), session::drain);
  }

  /** What was posted counts whether or not anybody reads the answer. */
  @Override
  public void abandon() {}
}
