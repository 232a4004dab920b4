package dev.pushmark.scenarios.transport.grpc;

import dev.pushmark.scenarios.transport.wire.Reason;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a call has ended (gRPC over HTTP/2, "Status" and "Status-Message").
 *
 * @param name as grpc.io/docs/guides/status-codes calls it
 */
record Status(String name, String message) {
  private static final List<String> NAMES =
      List.of(
          "OK",
          "CANCELLED",
          "UNKNOWN",
          "INVALID_ARGUMENT",
          "DEADLINE_EXCEEDED",
          "NOT_FOUND",
          "ALREADY_EXISTS",
          "PERMISSION_DENIED",
          "RESOURCE_EXHAUSTED",
          "FAILED_PRECONDITION",
          "ABORTED",
          "OUT_OF_RANGE",
          "UNIMPLEMENTED",
          "INTERNAL",
          "UNAVAILABLE",
          "DATA_LOSS",
          "UNAUTHENTICATED");

  /** The status in an answer's head or trailers; null if there is none. */
  static @Nullable Status in(HttpHeaders headers) {
    String code = headers.get("grpc-status");
    return code == null ? null : new Status(name(code), decoded(headers.get("grpc-message", "")));
  }

  private static String name(String code) {
    for (int i = 0; i < NAMES.size(); i++) {
      if (code.equals(Integer.toString(i))) {
        return NAMES.get(i);
      }
    }
    return "status " + Reason.oneLine(code);
  }

  private static String decoded(String message) {
    try {
      return Reason.oneLine(QueryStringDecoder.decodeComponent(message.replace("+", "%2B")));
    } catch (IllegalArgumentException e) {
      return Reason.oneLine(message);
    }
  }

  /** Whether the client was not let in. */
  boolean isRefusal() {
    return name.equals("UNAUTHENTICATED") || name.equals("PERMISSION_DENIED");
  }

  @Override
  public String toString() {
    return message.isEmpty() ? name : name + " (" + message + ")";
  }
}
