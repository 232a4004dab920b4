package dev.pushmark.scenarios.transport.wire;

import dev.pushmark.scenarios.transport.Line;
import io.netty.handler.codec.Headers;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Header fields of HTTP/2 and HTTP/3, which begin with pseudo-headers (RFC 9113, section 8.3; RFC
 * 9114, section 4.3).
 */
final class HeaderFields {
  private HeaderFields() {}

  /** Writes what begins a request. */
  static void write(
      Request request, Line line, String scheme, Headers<CharSequence, CharSequence, ?> fields) {
    fields.set(":method", request.method());
    fields.set(":scheme", scheme);
    fields.set(":authority", line.endpoint().authority());
    fields.set(":path", line.endpoint().prefix() + request.target());
    for (Iterator<String> header = request.headersOn(line).iterator(); header.hasNext(); ) {
      fields.add(header.next().toLowerCase(Locale.ROOT), header.next());
    }
  }

  /** The answer that these fields begin; null if they are its trailers. */
  static @Nullable HttpResponse answer(Headers<CharSequence, CharSequence, ?> fields) {
    CharSequence status = fields.get(":status");
    if (status == null) {
      return null;
    }
    HttpResponse answer =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.parseLine(status));
    copy(fields, answer.headers());
    return answer;
  }

  /** Adds what is no pseudo-header. */
  static void copy(Headers<CharSequence, CharSequence, ?> fields, HttpHeaders headers) {
    for (Map.Entry<CharSequence, CharSequence> field : fields) {
      if (field.getKey().charAt(0) != ':') {
        headers.add(field.getKey(), field.getValue());
      }
    }
  }
}
