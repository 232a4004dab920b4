package dev.pushmark.server.wire;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/** The client's fault: answered with a status and one line of JSON. */
public final class RequestException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient HttpResponseStatus status;
  private transient @Nullable CharSequence header;
  private transient @Nullable String headerValue;

  public RequestException(HttpResponseStatus status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  public static RequestException badRequest(String message) {
    return new RequestException(HttpResponseStatus.BAD_REQUEST, message);
  }

  /** Adds a header to the answer. */
  public RequestException with(CharSequence name, String value) {
    header = name;
    headerValue = value;
    return this;
  }

  /** What HTTP answers. */
  public HttpResponseStatus status() {
    return status;
  }

  /** Whether what was sent is in order, only not allowed to this client, or not now. */
  public boolean isForbidden() {
    return status.equals(HttpResponseStatus.UNAUTHORIZED)
        || status.equals(HttpResponseStatus.FORBIDDEN)
        || status.equals(HttpResponseStatus.TOO_MANY_REQUESTS);
  }

  /** What the client is told. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  FullHttpResponse answer() {
    FullHttpResponse answer = Answers.error(status, reason());
    if (header != null && headerValue != null) {
      answer.headers().set(header, headerValue);
    }
    return answer;
  }
}
