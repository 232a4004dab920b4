package dev.pushmark.scenarios.transport.wire;

import dev.pushmark.scenarios.transport.Line;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;

/** Opens TCP connections; Netty turns Nagle's algorithm off by itself. */
final class Connector {
  private static final int CONNECT_TIMEOUT_MS = 10_000;

  /** Made at once from a piece of what was received. */
  private Connector() {}

  /** Starts to connect; the handlers come behind the line's tally and what secures it. */
  static ChannelFuture connect(Line line, Http http, ChannelHandler... handlers) {
    return new Bootstrap()
        .group(line.loop())
        .channelFactory(line.channels())
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(line.tally());
                if (line.lastHeard() != null) {
                  channel.pipeline().addLast(line.lastHeard());
                }
                if (line.endpoint().tls()) {
                  channel.pipeline().addLast(Secure.handler(line.endpoint(), http, channel));
                }
                channel.pipeline().addLast(handlers);
              }
            })
        .connect(line.endpoint().host(), line.endpoint().port());
  }
}
