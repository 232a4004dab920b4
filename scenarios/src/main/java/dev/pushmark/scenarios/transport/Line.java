package dev.pushmark.scenarios.transport;

import dev.pushmark.results.model.Compression;
import dev.pushmark.scenarios.Clock;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;

/**
 * What a client needs of its surroundings; one per event loop.
 *
 * @param loop the event loop of all connections of the line
 * @param channels makes sockets that fit the loop
 * @param endpoint the server
 * @param tally counts what the connections carry
 * @param clock for timers
 * @param access what lets its clients in
 * @param compression what its clients ask the server for
 */
public record Line(
    EventLoop loop,
    ChannelFactory<? extends Channel> channels,
    Endpoint endpoint,
    Tally tally,
    Clock clock,
    Access access,
    Compression compression) {

  /** A line without a token and without compression. */
  public Line(
      EventLoop loop,
      ChannelFactory<? extends Channel> channels,
      Endpoint endpoint,
      Tally tally,
      Clock clock) {
    this(loop, channels, endpoint, tally, clock, Access.OPEN, Compression.NONE);
  }

  /** Whether its clients ask for compression. */
  public boolean compresses() {
    return compression == Compression.DEFLATE;
  }
}
