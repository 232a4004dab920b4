package dev.pushmark.server.wire;

import dev.pushmark.server.access.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Netty's decoder of HTTP/1.x requests, within the server's bounds. It also tells whether a request
 * is under way, which nobody behind it sees before its head is whole.
 */
final class RequestDecoder extends HttpRequestDecoder {
  private boolean underWay;

  RequestDecoder(Limits limits) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.headerBytes() / 2)
            .setMaxHeaderSize(limits.headerBytes())
            .setMaxChunkSize(limits.eventBytes()));
  }

  /** Whether the last bytes that came belong to a request that is not whole yet. */
  boolean isUnderWay() {
    return underWay;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    super.decode(ctx, in, out);
    underWay = out.isEmpty() || !(out.get(out.size() - 1) instanceof LastHttpContent);
  }
}
