package dev.pushmark.server.wire;

import dev.pushmark.server.room.Batch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * How a batch of events looks on one kind of wire, whoever it goes to. Compared by identity: all
 * followers with the same form share one encoding of a batch.
 */
public interface WireForm {
  /** The bytes of a batch that is not empty, in one buffer that the caller owns. */
  ByteBuf encode(Batch batch, ByteBufAllocator allocator);
}
