package dev.pushmark.server.compression;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether clients get compressed what they can take compressed. */
public enum Compression {
  /** Never. */
  NONE,
  /** WebSocket messages by permessage-deflate, streams and polls by gzip. */
  DEFLATE;

  /** Whether an answer to a request with these headers goes out as gzip (RFC 9110, 12.5.3). */
  public boolean gzips(HttpHeaders request) {
    if (this == NONE) {
      return false;
    }
    for (String header : request.getAll(HttpHeaderNames.ACCEPT_ENCODING)) {
      for (String element : header.split(",", -1)) {
        String[] parts = element.split(";", 2);
        if (parts[0].trim().equalsIgnoreCase("gzip")) {
          return parts.length == 1 || !isZero(parts[1]);
        }
      }
    }
    return false;
  }

  /** A weight of 0 refuses. */
  private static boolean isZero(String weight) {
    String text = weight.replace(" ", "").replace("\t", "").toLowerCase(Locale.ROOT);
    return text.matches("q=0(\\.0*)?");
  }

  /** What a WebSocket handshake with these headers comes to; null if to no compression. */
  public @Nullable MessageDeflate negotiate(HttpHeaders request) {
    return this == NONE
        ? null
        : MessageDeflate.accept(request.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
  }
}
