package dev.pushmark.server.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponse;

/** What brings requests and takes answers: an HTTP/1.x connection, or one stream of a later one. */
abstract class Carrier extends Connection {
  Carrier(LoopContext loop, String transport) {
    super(loop, transport);
  }

  /** Sends the answer to {@code answered}, unless it has been answered or given up already. */
  abstract void answer(Exchange answered, FullHttpResponse whole);

  /** The present exchange is answered later. */
  abstract void park(Exchange.Parked answersLater);

  /** See {@link Exchange#takeOver}. */
  abstract void takeOver(
      Exchange taken, HttpResponse head, Connection successor, ChannelHandler... before);

  /** HEAD is told the length of what GET would be given. */
  static FullHttpResponse withoutBody(FullHttpResponse whole) {
    whole.release();
    return whole.replace(Unpooled.EMPTY_BUFFER);
  }
}
