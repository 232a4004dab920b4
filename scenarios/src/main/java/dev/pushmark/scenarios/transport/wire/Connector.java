package dev.pushmark.scenarios.transport.wire;

import dev.pushmark.scenarios.transport.Line;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpContentDecompressor;

/** Opens the connections of all transports; Netty turns Nagle's algorithm off by itself. */
public final class Connector {
  private static final int CONNECT_TIMEOUT_MS = 10_000;

  /** Made at once from a piece of what was received. */
  private static final int MAX_PLAIN_BYTES = 16 << 20;

  private Connector() {}

  /** Makes plain what a server sends compressed, up to what an answer may have at most. */
  public static HttpContentDecompressor decompressor() {
    return new HttpContentDecompressor(MAX_PLAIN_BYTES);
  }

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
