package dev.pushmark.scenarios.gatling.yardstick;

import io.gatling.netty.util.Transports;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;

/** The same sockets and event loops that Gatling uses: epoll, where there is epoll. */
final class Sockets {
  private static final boolean NATIVE = true;
  private static final boolean IO_URING = false;

  private Sockets() {}

  static EventLoopGroup newGroup(int loops, String name) {
    return Transports.newEventLoopGroup(NATIVE, IO_URING, loops, name);
  }

  static ChannelFactory<? extends Channel> channels() {
    return Transports.newSocketChannelFactory(NATIVE, IO_URING);
  }
}
