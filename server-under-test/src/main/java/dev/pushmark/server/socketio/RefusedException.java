package dev.pushmark.server.socketio;

import dev.pushmark.server.access.AccessException;
import dev.pushmark.server.wire.RequestException;
import io.netty.handler.codec.http.HttpResponseStatus;

/** What a client wants cannot be done; it is told why, and what HTTP would answer. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient HttpResponseStatus status;

  public RefusedException(HttpResponseStatus status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  static RefusedException badRequest(String message) {
    return new RefusedException(HttpResponseStatus.BAD_REQUEST, message);
  }

  static RefusedException of(RequestException e) {
    return new RefusedException(e.status(), e.reason());
  }

  static RefusedException of(AccessException e) {
    return switch (e.reason()) {
      case NO_TOKEN, BAD_TOKEN -> new RefusedException(HttpResponseStatus.UNAUTHORIZED, e.text());
      case NOT_PERMITTED, FOREIGN_ORIGIN ->
          new RefusedException(HttpResponseStatus.FORBIDDEN, e.text());
    };
  }

  /** For the server's own counting. */
  RequestException asRequest() {
    return new RequestException(status, reason());
  }

  /** What the client is told. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /** What HTTP would answer. */
  int status() {
    return status.code();
  }
}
