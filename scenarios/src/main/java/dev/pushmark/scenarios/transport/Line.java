package dev.pushmark.scenarios.transport;

import dev.pushmark.results.model.Compression;
import dev.pushmark.scenarios.Clock;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

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
 * @param lastHeard is told of every read of its connections; null if nobody asks
 */
public record Line(
    EventLoop loop,
    ChannelFactory<? extends Channel> channels,
    Endpoint endpoint,
    Tally tally,
    Clock clock,
    Access access,
    Compression compression,
    @Nullable LastHeard lastHeard) {

  /** A line without a token and without compression. */
  public Line(
      EventLoop loop,
      ChannelFactory<? extends Channel> channels,
      Endpoint endpoint,
      Tally tally,
      Clock clock) {
    this(loop, channels, endpoint, tally, clock, Access.OPEN, Compression.NONE);
  }

  /** A line to whose reads nobody listens. */
  public Line(
      EventLoop loop,
      ChannelFactory<? extends Channel> channels,
      Endpoint endpoint,
      Tally tally,
      Clock clock,
      Access access,
      Compression compression) {
    this(loop, channels, endpoint, tally, clock, access, compression, null);
  }

  /** The same for one subscription's connections. */
  public Line heardBy(LastHeard subscription) {
    return new Line(loop, channels, endpoint, tally, clock, access, compression, subscription);
  }

  /** The same, with nobody who is told of refusals. */
  public Line unheard() {
    return with(tally, access.heardBy(refusal -> {}));
  }

  /** The same with other clients: what counts their bytes, and what lets them in. */
  public Line with(Tally theirs, Access other) {
    return new Line(loop, channels, endpoint, theirs, clock, other, compression, lastHeard);
  }

  /** Whether its clients ask for compression. */
  public boolean compresses() {
    return compression == Compression.DEFLATE;
  }
}
