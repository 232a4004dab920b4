package dev.pushmark.scenarios.fault;

import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.scenarios.Clock;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy between clients and a server that makes things go wrong as a {@link FaultPlan} says.
 * It knows no protocol: bytes pass untouched, TLS included, so it works for any server. The end of
 * a direction (FIN) is passed on as such, a reset as a reset, and a client whose server cannot be
 * reached gets a reset. Datagrams, and so HTTP/3, go past it.
 *
 * <p>What a receiver does not take, its sender is not read for: the proxy holds at most {@link
 * ProxyLimits#heldBytes} for each connection and direction, and what one socket buffers (some 128
 * KiB). While nothing is wrong it holds nothing: a chunk costs one read and one write.
 *
 * <p>All connections live on one event loop, a daemon thread of the proxy's own, so that what
 * happens has one order. The methods are thread safe, none of them may be called on that thread.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 4_096;
  private static final long PATIENCE_SECONDS = 10;

  private final Clock clock;
  private final EventLoopGroup group;
  private final EventLoop loop;
  private final FaultLog log;
  private final Connections connections;
  private final Door door;
  private final @Nullable ProcessThread process;
  private final Queue<CompletableFuture<Void>> runs = new ConcurrentLinkedQueue<>();

  private FaultProxy(
      Clock clock,
      EventLoopGroup group,
      EventLoop loop,
      FaultLog log,
      Connections connections,
      Door door,
      @Nullable ProcessThread process) {
    this.clock = clock;
    this.group = group;
    this.loop = loop;
    this.log = log;
    this.connections = connections;
    this.door = door;
    this.process = process;
  }

  /** A proxy on a free port of this machine, for this machine only, for a server left running. */
  public static FaultProxy start(Clock clock, InetSocketAddress server) throws IOException {
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return start(clock, here, server, ProxyLimits.DEFAULT, null);
  }

  /**
   * Starts a proxy, by which nothing goes wrong yet.
   *
   * @param listen where clients connect; port 0 for a free one
   * @param server where the server listens
   * @param process the server's process, for faults that strike it; null if there are to be none
   * @throws IOException if it cannot listen
   */
  public static FaultProxy start(
      Clock clock,
      InetSocketAddress listen,
      InetSocketAddress server,
      ProxyLimits limits,
      @Nullable ServerLife process)
      throws IOException {
    return start(clock, listen, server, limits, process, Sockets.best());
  }

  static FaultProxy start(
      Clock clock,
      InetSocketAddress listen,
      InetSocketAddress server,
      ProxyLimits limits,
      @Nullable ServerLife process,
      Sockets sockets)
      throws IOException {
    EventLoopGroup group = sockets.newLoop();
    EventLoop loop = group.next();
    FaultLog log = new FaultLog(limits.logEntries());
    Connections connections = new Connections(clock, sockets, limits, log, server);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channelFactory(sockets.listening())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel client) {
                    connections.accept((SocketChannel) client);
                  }
                });
    Door door;
    try {
      door = Door.open(bootstrap, listen, loop);
    } catch (IOException e) {
      group.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS);
      throw e;
    }
    ProcessThread thread = process == null ? null : new ProcessThread(process);
    return new FaultProxy(clock, group, loop, log, connections, door, thread);
  }

  /** Where clients connect. */
  public InetSocketAddress address() {
    return door.address();
  }

  /**
   * Lets things go wrong by a plan, beside those that are under way.
   *
   * @param startNs what the plan's times are counted from, on the proxy's clock; what was due
   *     before now begins at once
   * @return completes when all its faults are over, on a thread of the proxy's; exceptionally if
   *     the server's process could not be struck, whereupon what follows on that does not happen,
   *     or the proxy was closed
   * @throws IllegalArgumentException if it needs a process and there is none
   */
  public CompletableFuture<Void> run(FaultPlan plan, long startNs) {
    if (plan.needsProcess() && process == null) {
      throw new IllegalArgumentException(
          "faults must be without restart and pause unless the server's process is given");
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    runs.removeIf(CompletableFuture::isDone);
    runs.add(done);
    PlanRun run = new PlanRun(plan, loop, clock, connections, door, process, done);
    loop.execute(() -> run.start(startNs));
    return done;
  }

  /** What has been done so far. */
  public FaultLog log() {
    return log;
  }

  /** What there is now. */
  public ProxyCounts counts() {
    return onLoop(connections::counts);
  }

  private <T> T onLoop(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, loop)
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  /**
   * Listens no more, cuts all connections and ends its threads; plans that are under way are
   * cancelled. A process that a plan has paused or stopped is left as it is.
   */
  @Override
  public void close() {
    if (group.isShuttingDown()) {
      return;
    }
    // Awaited: a loop that shuts down closes what is open first, which would not be a reset.
    loop.submit(
            () -> {
              door.close();
              connections.cutAll();
            })
        .awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (process != null) {
      process.close();
    }
    group
        .shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
    runs.forEach(run -> run.cancel(false));
  }
}
