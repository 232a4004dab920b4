package dev.pushmark.scenarios.fault;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * The sockets of a proxy.
 *
 * @param handlers make the event loop
 * @param listening makes what listens
 * @param connecting makes what connects
 */
record Sockets(
    IoHandlerFactory handlers,
    ChannelFactory<? extends ServerSocketChannel> listening,
    ChannelFactory<? extends SocketChannel> connecting) {

  /** Those of Java, which there are everywhere; their timers are exact to a millisecond. */
  static final Sockets NIO =
      new Sockets(NioIoHandler.newFactory(), NioServerSocketChannel::new, NioSocketChannel::new);

  /** The best there are here: those of Linux have exact timers and cost less. */
  static Sockets best() {
    return Epoll.isAvailable()
        ? new Sockets(
            EpollIoHandler.newFactory(), EpollServerSocketChannel::new, EpollSocketChannel::new)
        : NIO;
  }

  EventLoopGroup newLoop() {
    return new MultiThreadIoEventLoopGroup(
        1, new DefaultThreadFactory("pushmark-faults", true), handlers);
  }

  /** Closes a socket so that its peer gets RST, whatever has not been sent yet. */
  static void reset(SocketChannel socket) {
    if (socket.isOpen()) {
      socket.config().setSoLinger(0);
      socket.close();
    }
  }
}
