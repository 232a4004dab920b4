package dev.pushmark.server.wire;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The path and the parameters of a request's target.
 *
 * @param path as it is written, without percent-decoding
 */
record RequestTarget(String path, Map<String, List<String>> parameters) {
  private static final String ABSOLUTE = "http://";

  static RequestTarget parse(String uri) throws RequestException {
    QueryStringDecoder decoder =
        new QueryStringDecoder(originForm(uri), StandardCharsets.UTF_8, true);
    try {
      return new RequestTarget(decoder.rawPath(), decoder.parameters());
    } catch (IllegalArgumentException e) {
      throw RequestException.badRequest("the query is not well-formed");
    }
  }

  private static String originForm(String uri) {
    if (!uri.startsWith(ABSOLUTE)) {
      return uri;
    }
    int path = uri.indexOf('/', ABSOLUTE.length());
    return path < 0 ? "/" : uri.substring(path);
  }

  @Nullable String parameter(String name) throws RequestException {
    List<String> values = parameters.get(name);
    if (values == null) {
      return null;
    }
    if (values.size() > 1) {
      throw RequestException.badRequest(name + " may be given once");
    }
    return values.get(0);
  }
}
