package dev.pushmark.scenarios.transport.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.DefaultByteBufHolder;

/** Bytes of a connection of HTTP/3 that answer no request. Whoever is handed it releases it. */
public final class FromServer extends DefaultByteBufHolder {
  /** Which way they came. */
  public enum Way {
    /** By the stream that the server has opened for a session of WebTransport; in order. */
    STREAM,
    /** That stream has ended; no bytes. */
    STREAM_END,
    /** One datagram (RFC 9297), without what says which request it belongs to. */
    DATAGRAM
  }

  private final Way way;

  FromServer(Way way, ByteBuf bytes) {
    super(bytes);
    this.way = way;
  }

  public Way way() {
    return way;
  }
}
