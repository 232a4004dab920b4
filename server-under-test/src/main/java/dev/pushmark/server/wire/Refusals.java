package dev.pushmark.server.wire;

import io.netty.handler.codec.http.FullHttpResponse;

/** How a client is told that it is refused: some protocols have words of their own for it. */
@FunctionalInterface
public interface Refusals {
  /** A status and one line of JSON. */
  Refusals HTTP = RequestException::answer;

  FullHttpResponse answer(RequestException reason);
}
