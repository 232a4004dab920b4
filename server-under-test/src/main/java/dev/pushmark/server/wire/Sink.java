package dev.pushmark.server.wire;

import dev.pushmark.server.metrics.TransportMeters;
import dev.pushmark.server.room.Batch;
import io.netty.buffer.ByteBuf;

/** Where a follower's batches go. Called on the connection's event loop only; must not throw. */
public interface Sink {
  /** Whether there is room for another batch; when not, the follower stays behind in the log. */
  boolean isReady();

  /** Writes and flushes a batch, encoded in the form asked for; the sink owns the buffer. */
  void deliver(ByteBuf encoded, Batch batch);

  /** Where this is counted. */
  TransportMeters meters();

  /** The queue has overflowed and the policy is to disconnect: take leave and go. */
  void tooSlow();
}
