package dev.pushmark.server.wire;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import io.netty.buffer.ByteBuf;

/**
 * One reader of a room. While <em>live</em> it shares the place of its fan-out; while
 * <em>lagging</em> it has a place of its own and catches up as its sink becomes ready. Confined to
 * its event loop.
 */
public final class Follower {
  private final FanOut fanOut;
  final WireForm form;
  final Sink sink;

  /** Where this stands in the set that it is in. */
  int slot;

  boolean live;

  /** Meaningful while lagging only. */
  EventId place;

  /** Of the bytes that the room has seen, how many do not wait for this reader any more. */
  long queueStartBytes;

  boolean advancing;
  private boolean gone;

  Follower(FanOut fanOut, EventId place, WireForm form, Sink sink) {
    this.fanOut = fanOut;
    this.place = place;
    this.form = form;
    this.sink = sink;
  }

  /** Hands over a batch in this follower's form. */
  void give(ByteBuf encoded, Batch batch) {
    sink.meters().delivered(batch.events().size(), batch.lostAfter() != null, batch.knownLost());
    fanOut.writing(batch);
    sink.deliver(encoded, batch);
  }

  boolean isLagging() {
    return !live && !gone;
  }

  /** To be called when the sink has become ready. */
  public void resume() {
    if (isLagging()) {
      fanOut.scheduleAdvance(this);
    }
  }

  /** Nothing is delivered from now on. */
  public void leave() {
    if (!gone) {
      gone = true;
      fanOut.leave(this);
    }
  }
}
