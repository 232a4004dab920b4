package dev.pushmark.server.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The server's one port and the event loops behind it. */
public final class ListeningPort implements AutoCloseable {
  private static final int BACKLOG = 4096;

  /**
   * What the kernel may hold for a connection that it cannot send yet: without a bound it takes
   * megabytes for a client that does not read, and no queue of ours would mean anything.
   */
  private static final long UNSENT_BYTES = 128 << 10;

  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(32 << 10, 64 << 10);
  private static final Duration LONGEST_SWEEP = Duration.ofSeconds(1);
  private static final Duration DRAIN_BOUND = Duration.ofSeconds(5);
  private static final Duration SHUTDOWN_BOUND = Duration.ofSeconds(1);

  private final EventLoopGroup group;
  private final Map<EventLoop, LoopContext> loops;
  private final Channel listener;
  private final Http3Port http3;
  private final Future<?> forgetting;

  private ListeningPort(
      EventLoopGroup group,
      Map<EventLoop, LoopContext> loops,
      Channel listener,
      Http3Port http3,
      Future<?> forgetting) {
    this.group = group;
    this.loops = loops;
    this.listener = listener;
    this.http3 = http3;
    this.forgetting = forgetting;
  }

  /**
   * Accepts connections from now on.
   *
   * @param heartbeat the sweeps are frequent enough to keep this interval, and the time-outs
   * @throws IOException when the port cannot be had
   */
  public static ListeningPort open(
      InetSocketAddress address,
      int eventLoops,
      Duration heartbeat,
      Routes routes,
      ServerState state)
      throws IOException {
    boolean epoll = Epoll.isAvailable();
    ThreadFactory threads = new DefaultThreadFactory("event-loop");
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            eventLoops, threads, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    Map<EventLoop, LoopContext> loops = new HashMap<>();
    for (EventExecutor executor : group) {
      EventLoop eventLoop = (EventLoop) executor;
      loops.put(eventLoop, new LoopContext(eventLoop, state));
    }
    Router router = new Router(routes, state);
    Occupancy occupancy = new Occupancy(state.limits().connections());
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, LoopContext.ALLOCATOR)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(new FirstHandlers(loops, router, occupancy));
    if (epoll) {
      bootstrap.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES);
    }
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      shutDown(group);
      throw new IOException("cannot listen on " + address + ": " + bound.cause().getMessage());
    }
    Http3Port http3 = new Http3Port(router, occupancy);
    Tls tls = state.tls();
    if (tls != null) {
      try {
        http3.open((InetSocketAddress) bound.channel().localAddress(), loops.values(), tls);
      } catch (IOException e) {
        http3.close(SHUTDOWN_BOUND.toMillis());
        shutDown(group);
        throw e;
      }
    }
    Duration interval = sweepInterval(heartbeat, state.timeouts().shorter());
    loops.values().forEach(loop -> loop.startSweeping(interval));
    Future<?> forgetting =
        group.scheduleWithFixedDelay(
            () -> forgetIdle(state), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    return new ListeningPort(group, loops, bound.channel(), http3, forgetting);
  }

  private static void forgetIdle(ServerState state) {
    state.rooms().forgetIdle();
    state.access().publishRates().forgetIdle(state.clock().nanoTime());
  }

  private static Duration sweepInterval(Duration heartbeat, Duration timeout) {
    Duration shorter = heartbeat.compareTo(timeout) < 0 ? heartbeat : timeout;
    Duration sweep = shorter.dividedBy(4);
    return sweep.compareTo(LONGEST_SWEEP) < 0 ? sweep : LONGEST_SWEEP;
  }

  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /**
   * Accepts nobody any more, takes leave of everybody, and returns within a bound, even if an event
   * loop does nothing any more; closing again does nothing.
   */
  @Override
  public synchronized void close() {
    if (group.isShuttingDown()) {
      return;
    }
    forgetting.cancel(false);
    long stepMs = DRAIN_BOUND.toMillis() / (2 + loops.size());
    listener.close().awaitUninterruptibly(stepMs);
    List<Future<Void>> drained = new ArrayList<>();
    loops.values().forEach(loop -> drained.add(loop.drain()));
    drained.forEach(future -> future.awaitUninterruptibly(stepMs));
    http3.close(stepMs);
    shutDown(group);
  }

  private static void shutDown(EventLoopGroup group) {
    long boundMs = SHUTDOWN_BOUND.toMillis();
    group.shutdownGracefully(0, boundMs, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * boundMs);
  }

  /** What a connection begins as: HTTP/1.x. */
  private static final class FirstHandlers extends ChannelInitializer<SocketChannel> {
    private final Map<EventLoop, LoopContext> loops;
    private final Router router;
    private final Occupancy occupancy;

    FirstHandlers(Map<EventLoop, LoopContext> loops, Router router, Occupancy occupancy) {
      this.loops = loops;
      this.router = router;
      this.occupancy = occupancy;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      LoopContext loop = loops.get(channel.eventLoop());
      if (loop == null) {
        throw new IllegalStateException("a channel outside of this port's event loops");
      }
      HttpConnection.begin(channel.pipeline(), loop, router, occupancy.enter(channel));
    }
  }
}
