package dev.pushmark.server.wire;

import dev.pushmark.server.room.Batch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** The live followers of one fan-out that share a wire form. Confined to their event loop. */
final class Cohort {
  private final WireForm form;
  private final FollowerSet live = new FollowerSet();

  Cohort(WireForm form) {
    this.form = form;
  }

  WireForm form() {
    return form;
  }

  void add(Follower follower) {
    follower.live = true;
    live.add(follower);
  }

  void remove(Follower follower) {
    follower.live = false;
    live.remove(follower);
  }

  /**
   * Encodes the batch once and writes it to everybody who is ready; whoever is not is moved to
   * {@code left}. Goes backwards because a follower may leave while it is served.
   */
  void deliver(Batch batch, ByteBufAllocator allocator, FollowerSet left) {
    if (live.isEmpty()) {
      return;
    }
    ByteBuf encoded = form.encode(batch, allocator);
    try {
      for (int i = live.size() - 1; i >= 0; i--) {
        Follower follower = live.get(i);
        if (follower.sink.isReady()) {
          follower.give(encoded.retainedDuplicate(), batch);
        } else {
          remove(follower);
          left.add(follower);
        }
      }
    } finally {
      encoded.release();
    }
  }
}
