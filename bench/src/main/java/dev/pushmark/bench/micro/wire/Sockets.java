package dev.pushmark.bench.micro.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** Sockets and event loops that fit each other: epoll, or NIO where that is missing. */
public final class Sockets {
  private Sockets() {}

  /** Makes client sockets. */
  public static ChannelFactory<Channel> client() {
    return Epoll.isAvailable() ? EpollSocketChannel::new : NioSocketChannel::new;
  }

  /** What an event loop waits for such sockets with. */
  public static IoHandlerFactory ioHandlers() {
    return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }

  /** A group of one event loop, whose thread keeps no JVM alive. */
  public static EventLoopGroup newGroup(String name) {
    return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), ioHandlers());
  }
}
