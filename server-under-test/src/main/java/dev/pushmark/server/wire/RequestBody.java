package dev.pushmark.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;

/** Collects a request's body up to a bound. Owns what it has collected until it is taken. */
final class RequestBody {
  private static final int FIRST_BYTES = 64 << 10;

  private int maxBytes;

  static RequestException tooLarge(int maxBytes) {
    return new RequestException(
        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
        "a request's body must be at most " + maxBytes + " bytes");
  }

  private ByteBuf collected = Unpooled.EMPTY_BUFFER;

  /**
   * A request begins whose body may have so many bytes.
   *
   * @throws RequestException when it announces more
   */
  void begin(HttpRequest request, int atMost) throws RequestException {
    maxBytes = atMost;
    if (HttpUtil.getContentLength(request, 0L) > maxBytes) {
      throw tooLarge(maxBytes);
    }
  }

  /**
   * Adds a piece, which is taken over.
   *
   * @throws RequestException when that makes too much
   */
  void add(ByteBuf piece) throws RequestException {
    if (!piece.isReadable()) {
      piece.release();
      return;
    }
    if (collected.readableBytes() + piece.readableBytes() > maxBytes) {
      piece.release();
      throw tooLarge(maxBytes);
    }
    if (!collected.isReadable()) {
      collected = piece;
      return;
    }
    if (collected.maxCapacity() != maxBytes) {
      int first = Math.min(maxBytes, Math.max(FIRST_BYTES, 2 * collected.readableBytes()));
      ByteBuf larger = LoopContext.ALLOCATOR.buffer(first, maxBytes);
      larger.writeBytes(collected);
      collected.release();
      collected = larger;
    }
    collected.writeBytes(piece);
    piece.release();
  }

  ByteBuf take() {
    ByteBuf taken = collected;
    collected = Unpooled.EMPTY_BUFFER;
    return taken;
  }

  void release() {
    take().release();
  }
}
