package dev.pushmark.scenarios.transport.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.net.URLEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 as far as our clients speak it: few headers, always the same. */
public final class HttpText {
  /** In an answer that opens a subscription: the id of the event behind which it begins. */
  public static final AsciiString LAST_EVENT_ID = AsciiString.cached("last-event-id");

  private HttpText() {}

  /**
   * The head of a request, its empty line, what lets the client in and the compression that is
   * asked for included.
   *
   * @param request in no version of HTTP yet
   */
  static String head(Line line, Request request) {
    Endpoint endpoint = line.endpoint();
    List<String> headers = request.headersOn(line);
    StringBuilder head = new StringBuilder(192);
    head.append(request.method()).append(' ').append(endpoint.prefix()).append(request.target());
    head.append(" HTTP/1.1\r\nHost: ").append(endpoint.authority()).append("\r\n");
    for (int i = 0; i < headers.size(); i += 2) {
      head.append(headers.get(i)).append(": ");
      head.append(headers.get(i + 1)).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** The path of a room, whatever characters its name has. */
  public static String roomPath(String room) {
    return "/rooms/" + URLEncoder.encode(room, UTF_8).replace("+", "%20");
  }

  /** The query that asks for what follows an event; nothing if there is none. */
  public static String after(@Nullable String id) {
    return id == null ? "" : "?after=" + URLEncoder.encode(id, UTF_8);
  }

  /** The text as bytes. */
  public static ByteBuf bytes(ByteBufAllocator allocator, String head) {
    ByteBuf bytes = allocator.ioBuffer(head.length());
    ByteBufUtil.writeAscii(bytes, head);
    return bytes;
  }

  /** Whether an answer was understood and has this status. */
  public static boolean isStatus(HttpResponse answer, HttpResponseStatus status) {
    return answer.decoderResult().isSuccess() && answer.status().code() == status.code();
  }

  /** Whether the bytes at an index are exactly this text. */
  public static boolean matches(ByteBuf bytes, int index, int to, byte[] text) {
    if (to - index < text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (bytes.getByte(index + i) != text[i]) {
        return false;
      }
    }
    return true;
  }

  /** ASCII text as bytes to compare with. */
  public static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
