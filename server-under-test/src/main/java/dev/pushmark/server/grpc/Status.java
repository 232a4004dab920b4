package dev.pushmark.server.grpc;

import dev.pushmark.server.wire.Answers;
import dev.pushmark.server.wire.RequestException;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/** How a call ends (grpc.io/docs/guides/status-codes), as far as calls end so here. */
enum Status {
  UNKNOWN(2),
  INVALID_ARGUMENT(3),
  DEADLINE_EXCEEDED(4),
  PERMISSION_DENIED(7),
  RESOURCE_EXHAUSTED(8),
  UNIMPLEMENTED(12),
  INTERNAL(13),
  UNAVAILABLE(14),
  UNAUTHENTICATED(16);

  private static final AsciiString GRPC_STATUS = AsciiString.cached("grpc-status");
  private static final AsciiString GRPC_MESSAGE = AsciiString.cached("grpc-message");

  private final int code;

  Status(int code) {
    this.code = code;
  }

  /** What HTTP would answer, in gRPC's words. */
  private static Status of(HttpResponseStatus status) {
    return switch (status.code()) {
      case 400 -> INVALID_ARGUMENT;
      case 401 -> UNAUTHENTICATED;
      case 403 -> PERMISSION_DENIED;
      case 404, 501 -> UNIMPLEMENTED;
      case 408 -> DEADLINE_EXCEEDED;
      case 413, 429 -> RESOURCE_EXHAUSTED;
      case 500 -> INTERNAL;
      case 503 -> UNAVAILABLE;
      default -> UNKNOWN;
    };
  }

  /** The whole answer to a call that is refused: what would be trailers stands in its head. */
  static FullHttpResponse refusal(RequestException reason) {
    FullHttpResponse answer = Answers.empty(HttpResponseStatus.OK);
    SubscribeEndpoint.describe(answer.headers());
    of(reason.status()).write(answer.headers(), reason.reason());
    return answer;
  }

  void write(HttpHeaders headers, String message) {
    headers.set(GRPC_STATUS, Integer.toString(code)).set(GRPC_MESSAGE, encoded(message));
  }

  /** Percent-encoded, but for what is printable in ASCII (gRPC over HTTP/2, "Status-Message"). */
  private static String encoded(String message) {
    StringBuilder encoded = new StringBuilder(message.length());
    for (byte next : message.getBytes(StandardCharsets.UTF_8)) {
      if (next >= ' ' && next <= '~' && next != '%') {
        encoded.append((char) next);
      } else {
        encoded.append('%').append(String.format("%02X", next));
      }
    }
    return encoded.toString();
  }
}
