package dev.pushmark.scenarios.transport.wire;

import dev.pushmark.scenarios.transport.Line;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;

/** Opens the connections of all transports; Netty turns Nagle's algorithm off by itself. */
public final class Connector {
  private static final int CONNECT_TIMEOUT_MS = 10_000;

  private Connector() {}

  /** Starts to connect; the handlers come behind the line's tally. */
  public static ChannelFuture connect(Line line, ChannelHandler... handlers) {
    return new Bootstrap()
        .group(line.loop())
        .channelFactory(line.channels())
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(line.tally()).addLast(handlers);
              }
            })
        .connect(line.endpoint().host(), line.endpoint().port());
  }
}
