package dev.pushmark.server.wire;

import io.netty.handler.codec.http.HttpResponseStatus;

/** The client's fault: answered with a status and one line of JSON. */
public final class RequestException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient HttpResponseStatus status;

  public RequestException(HttpResponseStatus status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  public static RequestException badRequest(String message) {
    return new RequestException(HttpResponseStatus.BAD_REQUEST, message);
  }

  HttpResponseStatus status() {
    return status;
  }

  /** What the client is told. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
