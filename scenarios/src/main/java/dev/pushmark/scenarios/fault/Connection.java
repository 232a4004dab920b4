package dev.pushmark.scenarios.fault;

import dev.pushmark.results.model.Fault.BlockUpgrade;
import dev.pushmark.results.model.Fault.Direction;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.fault.FaultLog.Flow;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection and the one to the server that belongs to it. Used on the proxy's event
 * loop only.
 */
final class Connection {
  private final long number;
  private final SocketChannel client;
  private final SocketChannel server;
  private final Pipe toServer;
  private final Pipe toClient;
  private final Consumer<Connection> onOver;
  private final int port;
  private @Nullable UpgradeStop upgradeStop;
  private boolean over;
  private boolean halfOpen;
  private Runnable onServerEnds = () -> {};

  /**
   * A connection whose sockets are open, but not connected to the server yet.
   *
   * @param onOver told once, when both sockets are closed
   */
  Connection(
      long number,
      SocketChannel client,
      SocketChannel server,
      Clock clock,
      ProxyLimits limits,
      Consumer<Connection> onOver) {
    this.number = number;
    this.client = client;
    this.server = server;
    this.onOver = onOver;
    this.port = client.remoteAddress() == null ? 0 : client.remoteAddress().getPort();
    this.toServer = pipe(Direction.TO_SERVER, client, server, clock, limits);
    this.toClient = pipe(Direction.TO_CLIENT, server, client, clock, limits);
  }

  private Pipe pipe(
      Direction direction,
      SocketChannel source,
      SocketChannel sink,
      Clock clock,
      ProxyLimits limits) {
    DelayLine line = new DelayLine(direction, number);
    return new Pipe(source, sink, line, clock, limits.heldBytes(), this::pipeIsOver);
  }

  EventLoop loop() {
    return client.eventLoop();
  }

  long number() {
    return number;
  }

  /** From which the client has connected; 0 if it was gone before anybody asked. */
  int port() {
    return port;
  }

  /** Whether neither peer hears of the other any more. */
  boolean isHalfOpen() {
    return halfOpen;
  }

  /** Whether both sockets are closed. */
  boolean isOver() {
    return over;
  }

  Flow flow(Direction direction) {
    return pipe(direction).flow();
  }

  long bufferedBytes() {
    return toServer.bufferedBytes() + toClient.bufferedBytes();
  }

  /** What the client's socket tells. */
  ChannelHandler ofClient() {
    return new Side(toServer, toClient);
  }

  /** What the server's socket tells. */
  ChannelHandler ofServer() {
    return new Side(toClient, toServer);
  }

  /** The server has taken the connection, or has not. */
  void connected(boolean taken) {
    toClient.start();
    if (taken) {
      toServer.start();
    } else {
      lost(toClient, toServer);
    }
  }

  /** Begins under conditions that were there before. */
  void openedUnder(Conditions conditions, long nowNs) {
    if (conditions.delayNs() > 0) {
      toServer.notBefore(nowNs + 3 * conditions.delayNs()); // SYN, SYN ACK, then the first bytes
      toClient.notBefore(nowNs + 2 * conditions.delayNs());
    }
    under(conditions);
  }

  /** What is wrong from now on. */
  void under(Conditions conditions) {
    toServer.under(conditions);
    toClient.under(conditions);
  }

  /** Both peers get RST now. */
  void cut() {
    toServer.swallow();
    toClient.swallow();
    closed(); // first, lest a server that is just being reached looks as if it could not be
    Sockets.reset(client);
    Sockets.reset(server);
  }

  /**
   * Neither peer hears of the other any more.
   *
   * @param serverEnds run once, if the server ends its side of its own accord
   */
  void swallow(Runnable serverEnds) {
    halfOpen = true;
    onServerEnds = serverEnds;
    toServer.swallow();
    toClient.swallow();
  }

  /** Stops it if its first request asks for an upgrade; tells when it has. */
  void stopUpgrade(BlockUpgrade.How how, Runnable stopped) {
    upgradeStop =
        new UpgradeStop(
            () -> {
              upgradeStop = null;
              stopped.run();
              switch (how) {
                case REFUSE -> refuse();
                case SWALLOW -> swallow(() -> {});
                case CUT -> cut();
              }
            });
  }

  /** The client gets an answer that the server knows nothing of, and no more. */
  private void refuse() {
    toServer.swallow();
    toClient.swallow();
    client
        .writeAndFlush(UpgradeStop.refusal())
        .addListener(
            written -> {
              client.close();
              server.close();
            });
  }

  /** Inverts the byte at a place, in [0, 1), of a direction's next chunk; tells when it is done. */
  void corruptNext(Direction direction, double place, Runnable done) {
    pipe(direction).corruptNext(place, done);
  }

  private Pipe pipe(Direction direction) {
    return direction == Direction.TO_SERVER ? toServer : toClient;
  }

  private void pipeIsOver() {
    if (toServer.isOver() && toClient.isOver()) {
      client.close();
      server.close();
    }
  }

  /** A socket is lost: what came from it goes on, nothing goes to it. */
  private void lost(Pipe from, Pipe to) {
    to.swallow();
    from.reset();
    if (!client.isOpen() && !server.isOpen()) {
      toServer.swallow();
      toClient.swallow();
      closed();
    }
  }

  private void closed() {
    if (!over) {
      over = true;
      onOver.accept(this);
    }
  }

  /** One of the two sockets, with the pipe that begins there and the one that ends there. */
  private final class Side extends ChannelInboundHandlerAdapter {
    private final Pipe from;
    private final Pipe to;

    Side(Pipe from, Pipe to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      if (upgradeStop != null && from == toServer && !upgradeStop.passes(bytes)) {
        bytes.release();
        return;
      }
      from.read(bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      from.readComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      to.drain();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        ends();
        from.fin();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      ends();
      lost(from, to);
    }

    /** A failed read or write: the socket is of no use any more. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      ends();
      from.reset();
      context.close();
    }

    /** The peer has ended, unless it is the proxy that has. */
    private void ends() {
      if (from == toClient && !over) {
        Runnable told = onServerEnds;
        onServerEnds = () -> {};
        told.run();
      }
    }
  }
}
