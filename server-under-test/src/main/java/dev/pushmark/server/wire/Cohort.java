package dev.pushmark.server.wire;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;

/** The live followers of one fan-out that share a wire form. Confined to their event loop. */
final class Cohort {
  private final WireForm form;
  private final ArrayList<Follower> live = new ArrayList<>(1);

  Cohort(WireForm form) {
    this.form = form;
  }

  WireForm form() {
    return form;
  }

  void add(Follower follower) {
    follower.slot = live.size();
    live.add(follower);
  }

  void remove(Follower follower) {
    Follower last = live.remove(live.size() - 1);
    if (last != follower) {
      last.slot = follower.slot;
      live.set(last.slot, last);
    }
    follower.slot = Follower.NOT_LIVE;
  }

  /**
   * Encodes the batch once and writes it to everybody; whoever is not ready is left behind at
   * {@code from}. Goes backwards because a follower may leave while it is served: the one that
   * takes its slot has been served already.
   */
  void deliver(Batch batch, EventId from, ByteBufAllocator allocator) {
    if (live.isEmpty()) {
      return;
    }
    ByteBuf encoded = form.encode(batch, allocator);
    try {
      for (int i = live.size() - 1; i >= 0; i--) {
        Follower follower = live.get(i);
        if (follower.sink.isReady()) {
          follower.sink.deliver(encoded.retainedDuplicate(), batch);
        } else {
          remove(follower);
          follower.place = from;
        }
      }
    } finally {
      encoded.release();
    }
  }
}
