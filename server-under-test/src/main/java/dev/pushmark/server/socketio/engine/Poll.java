package dev.pushmark.server.socketio.engine;

import static io.netty.handler.codec.http.HttpResponseStatus.OK;

import dev.pushmark.server.wire.Answers;
import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.LoopContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;

/**
 * A GET that waits for packets. Its exchange belongs to one event loop and its session to one that
 * may be another.
 */
final class Poll implements Exchange.Parked {
  private static final String TEXT = "text/plain; charset=UTF-8";

  private final Exchange exchange;
  private final Session session;

  Poll(Exchange exchange, Session session) {
    this.exchange = exchange;
    this.session = session;
  }

  /** Answers, on the session's home loop, with a payload that is taken over. */
  void answer(LoopContext home, ByteBuf payload) {
    if (!Hop.run(home, exchange.loop(), () -> text(exchange, payload))) {
      payload.release();
    }
  }

  void answer(LoopContext home, char packet) {
    answer(home, Unpooled.copiedBuffer(new char[] {packet}, StandardCharsets.US_ASCII));
  }

  void refuse(LoopContext home, EngineError error) {
    Hop.run(home, exchange.loop(), () -> error.answer(exchange));
  }

  /** Answers with text, which is taken over, on the exchange's event loop. */
  static void text(Exchange exchange, ByteBuf text) {
    FullHttpResponse response = Answers.json(OK, text);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, TEXT);
    exchange.answer(response);
  }

  @Override
  public void drain() {
    session.run(exchange.loop(), session::drain);
  }

  @Override
  public void abandon() {
    session.run(exchange.loop(), () -> session.abandoned(this));
  }
}
