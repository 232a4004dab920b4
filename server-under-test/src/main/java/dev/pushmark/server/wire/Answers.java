package dev.pushmark.server.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers that more than one endpoint gives. */
public final class Answers {
  private Answers() {}

  /** A JSON text as the answer's body, not to be stored by anybody. */
  public static FullHttpResponse json(HttpResponseStatus status, ByteBuf body) {
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    return response;
  }

  public static FullHttpResponse json(HttpResponseStatus status, String body) {
    return json(status, ByteBufUtil.writeUtf8(LoopContext.ALLOCATOR, body));
  }

  public static FullHttpResponse error(HttpResponseStatus status, String message) {
    return json(status, errorText(message) + "\n");
  }

  /** <code>{"error":"…"}</code>. */
  public static String errorText(String message) {
    byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(message);
    return "{\"error\":\"" + new String(quoted, StandardCharsets.UTF_8) + "\"}";
  }

  /**
   * What every answer carries.
   *
   * @param origin of the page that may read the answer, if there is one
   */
  static void addCommonHeaders(HttpResponse response, LoopContext loop, @Nullable String origin) {
    response.headers().set(HttpHeaderNames.DATE, loop.date());
    if (origin != null) {
      response
          .headers()
          .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
          .set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, HttpHeaderNames.ETAG)
          .add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
    }
  }

  /** Without a body. */
  public static FullHttpResponse empty(HttpResponseStatus status) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
  }
}
