package dev.pushmark.server.socketio.engine;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.SERVICE_UNAVAILABLE;

import dev.pushmark.server.wire.Answers;
import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.RequestException;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Why a request is refused, in the codes and words that clients of Engine.IO know. */
enum EngineError {
  UNKNOWN_TRANSPORT(BAD_REQUEST, 0, "Transport unknown"),
  UNKNOWN_SID(BAD_REQUEST, 1, "Session ID unknown"),
  BAD_HANDSHAKE_METHOD(BAD_REQUEST, 2, "Bad handshake method"),
  BAD_REQUEST_FORM(BAD_REQUEST, 3, "Bad request"),
  TOO_MANY_SESSIONS(SERVICE_UNAVAILABLE, 4, "Too many sessions"),
  UNSUPPORTED_VERSION(BAD_REQUEST, 5, "Unsupported protocol version");

  private final HttpResponseStatus status;
  private final int code;
  private final String message;

  EngineError(HttpResponseStatus status, int code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  /** On the exchange's event loop. */
  void answer(Exchange exchange) {
    exchange.loop().refused(new RequestException(status, message));
    exchange.answer(
        Answers.json(status, "{\"code\":%d,\"message\":\"%s\"}".formatted(code, message)));
  }
}
