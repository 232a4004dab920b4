package dev.pushmark.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Collects a request's body up to a bound. Owns what it has collected until it is taken. */
final class RequestBody {
  private static final int MAX_BYTES = Ingress.MAX_EVENT_BYTES;

  static RequestException tooLarge() {
    return new RequestException(
        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
        "a request's body must be at most " + MAX_BYTES + " bytes");
  }

  private ByteBuf collected = Unpooled.EMPTY_BUFFER;

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
    if (collected.readableBytes() + piece.readableBytes() > MAX_BYTES) {
      piece.release();
      throw tooLarge();
    }
    if (!collected.isReadable()) {
      collected = piece;
      return;
    }
    if (collected.maxCapacity() < MAX_BYTES || !collected.isWritable(piece.readableBytes())) {
      ByteBuf larger = LoopContext.ALLOCATOR.buffer(MAX_BYTES, MAX_BYTES);
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
