package dev.pushmark.server.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections there are, of all kinds, and may be. Thread safe. */
final class Occupancy {
  private final int most;
  private final AtomicInteger connections = new AtomicInteger();
  private final ChannelFutureListener gone = closed -> connections.decrementAndGet();

  Occupancy(int most) {
    this.most = most;
  }

  /** Counts a new connection until it closes; false when it is one too many. */
  boolean enter(Channel connection) {
    boolean admitted = connections.incrementAndGet() <= most;
    connection.closeFuture().addListener(gone);
    return admitted;
  }
}
