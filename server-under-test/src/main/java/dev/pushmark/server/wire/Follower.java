package dev.pushmark.server.wire;

import dev.pushmark.server.room.EventId;

/**
 * The place of one reader in a room's log. While <em>live</em> it shares the place of its fan-out;
 * while <em>lagging</em> it has its own and catches up as its sink becomes ready. Confined to its
 * event loop.
 */
public final class Follower {
  static final int NOT_LIVE = -1;

  private final FanOut fanOut;
  final WireForm form;
  final Sink sink;

  /** Where this stands in its cohort, or {@link #NOT_LIVE}. */
  int slot = NOT_LIVE;

  /** Meaningful while lagging only. */
  EventId place;

  boolean advancing;
  private boolean gone;

  Follower(FanOut fanOut, EventId place, WireForm form, Sink sink) {
    this.fanOut = fanOut;
    this.place = place;
    this.form = form;
    this.sink = sink;
  }

  boolean isLagging() {
    return slot == NOT_LIVE && !gone;
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
      fanOut.leave(this);
      gone = true;
    }
  }
}
