package dev.pushmark.server.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What brings requests and takes answers: an HTTP/1.x connection, or one stream of a later one. */
abstract class Carrier extends Connection {
  final RequestBody body = new RequestBody();

  /** From a request's head to its answer; null in between. */
  @Nullable Exchange exchange;

  private Exchange.@Nullable Parked parked;

  Carrier(LoopContext loop, String transport) {
    super(loop, transport);
  }

  /** Sends the answer to {@code answered}, unless it has been answered or given up already. */
  abstract void answer(Exchange answered, FullHttpResponse whole);

  /** The present exchange is answered later. */
  final void park(Exchange.Parked answersLater) {
    parked = answersLater;
  }

  /** Has whoever answers later do so now; false when there is nobody. */
  final boolean answerParked() {
    if (parked == null) {
      return false;
    }
    parked.drain();
    return true;
  }

  /** The present exchange is over: it has been answered, or never can be. */
  final void dismiss() {
    parked = null;
    body.release();
    if (exchange != null) {
      exchange.release();
      exchange = null;
    }
  }

  /** Nobody is there to be answered any more. */
  final void abandon() {
    if (parked != null) {
      parked.abandon();
    }
    dismiss();
  }

  /** See {@link Exchange#takeOver}. */
  abstract void takeOver(
      Exchange taken, HttpResponse head, Connection successor, ChannelHandler... before);

  /** HEAD is told the length of what GET would be given. */
  static FullHttpResponse withoutBody(FullHttpResponse whole) {
    whole.release();
    return whole.replace(Unpooled.EMPTY_BUFFER);
  }
}
