package dev.pushmark.server.wire;

import io.netty.handler.codec.Headers;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Header fields of HTTP/2 and HTTP/3, which begin with pseudo-headers, as a request of HTTP/1.1 and
 * back (RFC 9113, section 8.3; RFC 9114, section 4.3). An extended CONNECT (RFC 8441, RFC 9220) is
 * the upgrade that HTTP/1.1 would ask for.
 */
final class RequestHead {
  static final HttpVersion HTTP_2 = HttpVersion.valueOf("HTTP/2.0");
  static final HttpVersion HTTP_3 = HttpVersion.valueOf("HTTP/3.0");

  private static final String METHOD = ":method";
  private static final String SCHEME = ":scheme";
  private static final String AUTHORITY = ":authority";
  private static final String PATH = ":path";
  private static final String PROTOCOL = ":protocol";
  private static final Set<String> PSEUDO = Set.of(METHOD, SCHEME, AUTHORITY, PATH, PROTOCOL);

  /** What belongs to a connection of HTTP/1.x and must not appear in a later version. */
  private static final Set<String> CONNECTION_SPECIFIC =
      Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  private RequestHead() {}

  /** The request that these fields begin; null when they are malformed. */
  static @Nullable HttpRequest read(
      Headers<CharSequence, CharSequence, ?> fields, HttpVersion version) {
    try {
      return readAllowed(fields, version);
    } catch (IllegalArgumentException e) {
      return null; // a request of HTTP/1.1 has no room for such characters
    }
  }

  private static @Nullable HttpRequest readAllowed(
      Headers<CharSequence, CharSequence, ?> fields, HttpVersion version) {
    Map<String, String> pseudo = new HashMap<>();
    HttpRequest request = new DefaultHttpRequest(version, HttpMethod.GET, "/");
    for (Map.Entry<CharSequence, CharSequence> field : fields) {
      String name = field.getKey().toString();
      String value = field.getValue().toString();
      if (name.startsWith(":")) {
        if (!PSEUDO.contains(name) || pseudo.put(name, value) != null) {
          return null;
        }
      } else if (isMalformed(name, value)) {
        return null;
      } else {
        request.headers().add(name, value);
      }
    }
    return complete(request, pseudo) ? request : null;
  }

  private static boolean isMalformed(String name, String value) {
    return CONNECTION_SPECIFIC.contains(name)
        || (name.equals("te") && !value.equals("trailers"))
        || !name.equals(name.toLowerCase(Locale.ROOT));
  }

  private static boolean complete(HttpRequest request, Map<String, String> pseudo) {
    String method = pseudo.get(METHOD);
    String path = pseudo.get(PATH);
    String protocol = pseudo.get(PROTOCOL);
    if (method == null || method.isEmpty()) {
      return false;
    }
    boolean connect = method.equals(HttpMethod.CONNECT.name());
    boolean plainConnect = connect && protocol == null;
    boolean place = path != null && !path.isEmpty() && pseudo.get(SCHEME) != null;
    if (place == plainConnect || (protocol != null && !connect)) {
      return false;
    }
    HttpHeaders headers = request.headers();
    if (pseudo.get(AUTHORITY) != null) {
      headers.set(HttpHeaderNames.HOST, pseudo.get(AUTHORITY));
    }
    request.setMethod(protocol != null ? HttpMethod.GET : HttpMethod.valueOf(method));
    request.setUri(path == null ? "*" : path);
    if (protocol != null) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
      headers.set(HttpHeaderNames.UPGRADE, protocol);
    }
    return true;
  }

  /** Adds an answer's status and fields to {@code fields}. */
  static void write(HttpResponse response, Headers<CharSequence, CharSequence, ?> fields) {
    fields.set(":status", response.status().codeAsText());
    write(response.headers(), fields);
  }

  /** Adds fields of HTTP/1.1 to {@code fields}, as far as later versions have them. */
  static void write(HttpHeaders headers, Headers<CharSequence, CharSequence, ?> fields) {
    headers
        .iteratorCharSequence()
        .forEachRemaining(
            field -> {
              AsciiString name = AsciiString.of(field.getKey()).toLowerCase();
              if (!CONNECTION_SPECIFIC.contains(name.toString())) {
                fields.add(name, field.getValue());
              }
            });
  }
}
