package dev.pushmark.scenarios.transport;

import dev.pushmark.scenarios.Clock;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;

/**
 * When the connections of one subscription last brought anything at all, be it an event, a sign of
 * life or a part of either. A handler of each of them, used on their event loop only.
 */
@Sharable
public final class LastHeard extends ChannelInboundHandlerAdapter {
  private final Clock clock;
  private long heardNs;
  private int port;

  /** Counts from now. */
  public LastHeard(Clock clock) {
    this.clock = clock;
    this.heardNs = clock.nanoTime();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (context.channel().localAddress() instanceof InetSocketAddress local) {
      port = local.getPort();
    }
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    heardNs = clock.nanoTime();
    context.fireChannelRead(message);
  }

  /** For how long nothing has come; counted from the beginning if nothing ever has. */
  public long quietNs() {
    return clock.nanoTime() - heardNs;
  }

  /** Our port of the connection that was opened last; 0 before the first. */
  public int port() {
    return port;
  }
}
