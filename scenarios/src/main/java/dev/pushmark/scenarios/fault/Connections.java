package dev.pushmark.scenarios.fault;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.Fault.Direction;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.fault.FaultLog.Effect;
import dev.pushmark.scenarios.fault.FaultLog.Flow;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * The open connections of a proxy, and what is wrong with them. Used on the proxy's event loop
 * only.
 */
final class Connections {
  private static final int CONNECT_TIMEOUT_MS = 10_000;

  /** A lasting fault that is on. */
  record Active(int place, long seed, LongPredicate victims, Fault.Lasting fault) {}

  private final Clock clock;
  private final Sockets sockets;
  private final ProxyLimits limits;
  private final FaultLog log;
  private final Map<Long, Connection> open = new LinkedHashMap<>(); // in order of numbers
  private final List<Active> active = new ArrayList<>();
  private InetSocketAddress server;
  private long accepted;
  private long turnedAway;
  private long unreached;
  private Flow toServerOfClosed = Flow.NONE;
  private Flow toClientOfClosed = Flow.NONE;

  Connections(
      Clock clock, Sockets sockets, ProxyLimits limits, FaultLog log, InetSocketAddress server) {
    this.clock = clock;
    this.sockets = sockets;
    this.limits = limits;
    this.log = log;
    this.server = server;
  }

  /** New connections go to this server from now on. */
  void to(InetSocketAddress other) {
    server = other;
  }

  /** Takes a client's connection, which is not read yet, and connects it to the server. */
  void accept(SocketChannel client) {
    if (open.size() == limits.connections()) {
      turnedAway++;
      Sockets.reset(client);
      return;
    }
    SocketChannel toServer;
    try {
      toServer = sockets.connecting().newChannel();
    } catch (ChannelException outOfDescriptors) {
      turnedAway++;
      Sockets.reset(client);
      return;
    }
    Connection connection =
        new Connection(++accepted, client, toServer, clock, limits, this::closed);
    open.put(connection.number(), connection);
    client.pipeline().addLast(connection.ofClient());
    connect(toServer, connection);
    connection.openedUnder(conditionsOf(connection.number()), clock.nanoTime());
    for (Active each : active) {
      if (!each.victims.test(connection.number())) {
        continue;
      }
      if (each.fault instanceof Fault.BlockUpgrade block) {
        connection.stopUpgrade(
            block.how(), () -> log(Effect.STRUCK, each.place, block, connection));
      } else {
        log(Effect.STRUCK, each.place, each.fault, connection);
      }
    }
  }

  private void connect(SocketChannel toServer, Connection connection) {
    ChannelFactory<SocketChannel> made = () -> toServer;
    new Bootstrap()
        .group(connection.loop())
        .channelFactory(made)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .option(ChannelOption.AUTO_READ, false)
        .handler(connection.ofServer())
        .connect(server)
        .addListener(
            (ChannelFuture connecting) -> {
              unreached += connecting.isSuccess() || connection.isOver() ? 0 : 1;
              connection.connected(connecting.isSuccess());
            });
  }

  private void closed(Connection connection) {
    open.remove(connection.number());
    toServerOfClosed = toServerOfClosed.plus(connection.flow(Direction.TO_SERVER));
    toClientOfClosed = toClientOfClosed.plus(connection.flow(Direction.TO_CLIENT));
  }

  /** Numbers of the open connections, ascending. */
  List<Long> numbers() {
    return List.copyOf(open.keySet());
  }

  /** The open connections that a fault strikes. */
  List<Connection> struckBy(LongPredicate victims) {
    return open.values().stream().filter(each -> victims.test(each.number())).toList();
  }

  /** A fault is on from now on, for those that are open and those that are opened meanwhile. */
  void begin(Active fault) {
    active.add(fault);
    changed(fault, Effect.STRUCK);
  }

  /** It is over. */
  void end(Active fault) {
    active.remove(fault);
    changed(fault, Effect.PASSED);
  }

  private void changed(Active fault, Effect effect) {
    if (fault.fault instanceof Fault.BlockUpgrade) {
      return; // what is open has begun; who is stopped is logged then
    }
    for (Connection each : struckBy(fault.victims)) {
      each.under(conditionsOf(each.number()));
      log(effect, fault.place, fault.fault, each);
    }
  }

  private Conditions conditionsOf(long number) {
    Conditions conditions = Conditions.CALM;
    for (Active each : active) {
      if (each.victims.test(number)) {
        conditions = conditions.and(each.fault, each.seed);
      }
    }
    return conditions;
  }

  /** Cuts every connection. */
  void cutAll() {
    List.copyOf(open.values()).forEach(Connection::cut);
  }

  void log(Effect effect, int place, Fault fault, Connection connection) {
    log.add(
        new FaultLog.Entry(
            clock.nanoTime(),
            place,
            fault,
            effect,
            connection.number(),
            connection.port(),
            connection.flow(Direction.TO_SERVER),
            connection.flow(Direction.TO_CLIENT)));
  }

  /** Logs what concerns the proxy as a whole. */
  void log(Effect effect, int place, Fault fault) {
    log.add(
        new FaultLog.Entry(
            clock.nanoTime(),
            place,
            fault,
            effect,
            0,
            0,
            flow(Direction.TO_SERVER),
            flow(Direction.TO_CLIENT)));
  }

  /** Bytes of all connections, closed ones included. */
  private Flow flow(Direction direction) {
    Flow flow = direction == Direction.TO_SERVER ? toServerOfClosed : toClientOfClosed;
    for (Connection each : open.values()) {
      flow = flow.plus(each.flow(direction));
    }
    return flow;
  }

  ProxyCounts counts() {
    long buffered = open.values().stream().mapToLong(Connection::bufferedBytes).sum();
    return new ProxyCounts(accepted, open.size(), turnedAway, unreached, buffered);
  }
}
