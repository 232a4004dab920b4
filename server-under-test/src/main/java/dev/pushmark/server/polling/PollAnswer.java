package dev.pushmark.server.polling;

import static io.netty.handler.codec.http.HttpResponseStatus.NOT_MODIFIED;
import static io.netty.handler.codec.http.HttpResponseStatus.OK;

import dev.pushmark.server.compression.Gzip;
import dev.pushmark.server.wire.Answers;
import dev.pushmark.server.wire.Exchange;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;

/** Puts an answer together that a client may keep, but must ask about each time. */
final class PollAnswer {
  private PollAnswer() {}

  /** 304 when the client has this answer already. */
  static boolean isKnown(Exchange exchange, EntityTag tag) {
    return tag.matchesAny(exchange.headers().getAll(HttpHeaderNames.IF_NONE_MATCH));
  }

  static void notModified(Exchange exchange, EntityTag tag, PollForm form) {
    exchange.answer(revalidated(Answers.empty(NOT_MODIFIED), tag, form));
  }

  /** Sends a body of this form. */
  static void body(Exchange exchange, EntityTag tag, PollForm form, ByteBuf body) {
    boolean gzip = Gzip.isBegunBy(body);
    FullHttpResponse answer = revalidated(Answers.json(OK, body), tag, form);
    if (gzip) {
      answer
          .headers()
          .set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP)
          .add(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
    }
    exchange.answer(answer);
  }

  /** Plain and gzip are the same answer in other bytes: where both may be, the tag is weak. */
  private static FullHttpResponse revalidated(
      FullHttpResponse response, EntityTag tag, PollForm form) {
    response
        .headers()
        .set(HttpHeaderNames.ETAG, form == PollForm.GZIP ? "W/" + tag.text() : tag.text())
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
    return response;
  }
}
