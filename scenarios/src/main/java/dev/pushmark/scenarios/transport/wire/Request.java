package dev.pushmark.scenarios.transport.wire;

import dev.pushmark.scenarios.transport.Line;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.ArrayList;
import java.util.List;

/**
 * A request, in no version of HTTP yet.
 *
 * @param method such as GET; CONNECT keeps a stream open, where the version has streams, for the
 *     protocol that {@code :protocol} names
 * @param target path and query, behind the endpoint's prefix
 * @param headers names and values in turn, beside those that every request has, pseudo-headers
 *     first; where they tell a length, the bytes that are written next are taken for the whole body
 *     (not over HTTP/3)
 */
public record Request(String method, String target, List<String> headers) {

  /** Whether the bytes that are written next belong to it. */
  boolean hasBody() {
    return headers.stream().anyMatch(HttpHeaderNames.CONTENT_LENGTH::contentEqualsIgnoreCase);
  }

  /** The headers with those that let the client in and say what it can read. */
  List<String> headersOn(Line line) {
    String authorization = line.access().authorization();
    boolean compressed = line.compresses() && method.equals("GET");
    if (authorization == null && !compressed) {
      return headers;
    }
    List<String> all = new ArrayList<>(headers);
    if (authorization != null) {
      all.addAll(List.of("Authorization", authorization));
    }
    if (compressed) {
      all.addAll(List.of("Accept-Encoding", "gzip"));
    }
    return all;
  }

  /** A request for what is at {@code target}. */
  public static Request get(String target, String... headers) {
    return new Request("GET", target, List.of(headers));
  }
}
