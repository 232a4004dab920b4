package dev.pushmark.server.wire;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.room.Room;
import dev.pushmark.server.room.Subscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings one room to its followers on one event loop. However many events are pending, one task
 * drains them: one read of the log, one encoding per wire form, one write per follower.
 *
 * <p>Everything but {@link #onAppend} is confined to the event loop. That makes joining exact: the
 * fan-out is drained first, so that it stands where the newcomer begins. Invariant: a live follower
 * has been given everything up to {@link #cursor} and nothing behind it.
 */
final class FanOut implements Subscriber {
  /** More than this is written in several batches, so that water marks are looked at in between. */
  static final int BATCH_BYTES = 64 << 10;

  private final Room room;
  private final LoopContext loop;
  private final AtomicBoolean drainScheduled = new AtomicBoolean();
  private final List<Cohort> cohorts = new ArrayList<>(1);
  private int followers;
  private long cursor;

  FanOut(Room room, LoopContext loop) {
    this.room = room;
    this.loop = loop;
  }

  /** Begins at the room's tail. */
  boolean open() {
    boolean open = room.subscribe(this);
    cursor = room.tail();
    return open;
  }

  @Override
  public void onAppend() {
    if (!drainScheduled.get() && drainScheduled.compareAndSet(false, true)) {
      loop.execute(this::drainTask);
    }
  }

  private void drainTask() {
    drainScheduled.set(false);
    drainOnce();
    if (cursor < room.tail()) {
      onAppend();
    }
  }

  private void drainToTail() {
    long tail = room.tail();
    while (cursor < tail) {
      drainOnce();
    }
  }

  private void drainOnce() {
    EventId from = new EventId(room.epoch(), cursor);
    Batch batch = room.read(from, BATCH_BYTES);
    if (batch.isEmpty()) {
      return;
    }
    cursor = batch.next();
    loop.tick();
    for (Cohort cohort : cohorts) {
      cohort.deliver(batch, from, LoopContext.ALLOCATOR);
    }
  }

  /** From {@code after}, which must not be ahead of the room. */
  Follower join(EventId after, WireForm form, Sink sink) {
    drainToTail();
    Follower follower = new Follower(this, after, form, sink);
    followers++;
    if (after.equals(new EventId(room.epoch(), cursor))) {
      cohort(form).add(follower);
    } else {
      scheduleAdvance(follower);
    }
    return follower;
  }

  void leave(Follower follower) {
    if (!follower.isLagging()) {
      cohort(follower.form).remove(follower);
    }
    followers--;
    if (followers == 0) {
      room.unsubscribe(this);
      loop.forget(room);
    }
  }

  void scheduleAdvance(Follower follower) {
    if (!follower.advancing) {
      follower.advancing = true;
      loop.execute(() -> advance(follower));
    }
  }

  /**
   * Gives a lagging follower one batch. One at a time, each in a task of its own: others get their
   * turn, and a sink that becomes ready while it is written to cannot call itself.
   */
  private void advance(Follower follower) {
    follower.advancing = false;
    if (!follower.isLagging() || !follower.sink.isReady()) {
      return;
    }
    if (isBeyondCursor(follower.place)) {
      drainToTail();
    }
    Batch batch = room.read(follower.place, cursor, BATCH_BYTES);
    follower.place = new EventId(room.epoch(), batch.next());
    if (batch.next() == cursor) {
      cohort(follower.form).add(follower);
    }
    loop.tick();
    if (!batch.isEmpty()) {
      follower.sink.deliver(follower.form.encode(batch, LoopContext.ALLOCATOR), batch);
    }
    if (follower.isLagging()) {
      scheduleAdvance(follower);
    }
  }

  /** A hole may end behind what this fan-out has drained so far. */
  private boolean isBeyondCursor(EventId place) {
    return place.epoch().equals(room.epoch()) && place.offset() > cursor;
  }

  private Cohort cohort(WireForm form) {
    for (Cohort cohort : cohorts) {
      if (cohort.form() == form) {
        return cohort;
      }
    }
    Cohort cohort = new Cohort(form);
    cohorts.add(cohort);
    return cohort;
  }
}
