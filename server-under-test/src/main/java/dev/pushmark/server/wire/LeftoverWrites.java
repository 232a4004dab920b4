package dev.pushmark.server.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Fails what Netty's QUIC stream leaves in its queue when its connection ends in the middle of a
 * write: whatever a closed stream is given fails together with all that still waits. Stands at the
 * head of a stream's pipeline; without state, and so for all streams.
 */
@Sharable
public final class LeftoverWrites extends ChannelOutboundHandlerAdapter {
  public static final LeftoverWrites INSTANCE = new LeftoverWrites();

  private LeftoverWrites() {}

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // whoever wrote has the promise
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    ctx.write(message, promise);
    if (!ctx.channel().isOpen()) {
      ctx.write(Unpooled.EMPTY_BUFFER);
    }
  }
}
