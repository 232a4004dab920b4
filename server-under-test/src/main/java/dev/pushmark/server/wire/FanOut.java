package dev.pushmark.server.wire;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.room.Room;
import dev.pushmark.server.room.SlowConsumerPolicy;
import dev.pushmark.server.room.SlowConsumerPolicy.Action;
import dev.pushmark.server.room.Subscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings one room to its followers on one event loop. However many events are pending, one task
 * drains them: one read of the log, one encoding per wire form, one write per follower. With a
 * batch window, it does so as long after the first of them, so that there are more of them.
 *
 * <p>A follower whose connection takes no more is left behind with a place of its own: what waits
 * for it is a stretch of the room's log and costs no memory of its own. When that stretch outgrows
 * its bound, the {@link SlowConsumerPolicy} decides.
 *
 * <p>Everything but {@link #onAppend} is confined to the event loop. That makes joining exact: the
 * fan-out is drained first, so that it stands where the newcomer begins. Invariant: a live follower
 * has been given everything up to {@link #cursor} and nothing behind it.
 */
final class FanOut implements Subscriber {
  /** More than this is written in several batches, so that water marks are looked at in between. */
  static final int BATCH_BYTES = 64 << 10;

  private final String name;
  private final Room room;
  private final LoopContext loop;
  private final SlowConsumerPolicy policy;
  private final Duration batchWindow;
  private final AtomicBoolean drainScheduled = new AtomicBoolean();
  private final List<Cohort> cohorts = new ArrayList<>(1);
  private final FollowerSet lagging = new FollowerSet();
  private int followers;
  private long cursor;

  /** Bytes that the room had seen at the cursor. */
  private long cursorBytes;

  /** Up to here, what was published has had its window. */
  private long due;

  /** Whether a task is under way that drains what is due. */
  private boolean draining;

  /**
   * Begins with {@link #open}.
   *
   * @param name the room's
   * @param batchWindow how long the first event of those that are written together waits
   */
  FanOut(
      String name, Room room, LoopContext loop, SlowConsumerPolicy policy, Duration batchWindow) {
    this.name = name;
    this.room = room;
    this.loop = loop;
    this.policy = policy;
    this.batchWindow = batchWindow;
  }

  /** Begins at the room's tail. */
  boolean open() {
    boolean open = room.subscribe(this);
    cursor = room.tail();
    cursorBytes = room.endBytes(cursor);
    return open;
  }

  @Override
  public void onAppend() {
    if (!drainScheduled.get() && drainScheduled.compareAndSet(false, true)) {
      if (batchWindow.isZero()) {
        loop.execute(this::drainTask);
      } else {
        loop.schedule(this::drainTask, batchWindow);
      }
    }
  }

  private void drainTask() {
    drainScheduled.set(false);
    due = room.tail();
    if (!draining) {
      drainDue();
    }
  }

  /** A batch at a time, so that others get their turn; what is due waits for no other window. */
  private void drainDue() {
    draining = false;
    drainOnce();
    if (cursor < due) {
      draining = true;
      loop.execute(this::drainDue);
    } else if (cursor < room.tail()) {
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
    long fromBytes = cursorBytes;
    cursor = batch.next();
    cursorBytes = batch.endBytes();
    loop.tick();
    int before = lagging.size();
    for (Cohort cohort : cohorts) {
      cohort.deliver(batch, LoopContext.ALLOCATOR, lagging);
    }
    for (int i = before; i < lagging.size(); i++) {
      lagging.get(i).place = from;
      lagging.get(i).queueStartBytes = fromBytes;
    }
    if (policy.action() == Action.DISCONNECT) {
      disconnectSlow();
    }
  }

  private void disconnectSlow() {
    for (int i = lagging.size() - 1; i >= 0; i--) {
      Follower follower = lagging.get(i);
      if (overflows(follower)) {
        follower.sink.tooSlow();
      }
    }
  }

  private boolean overflows(Follower follower) {
    return cursorBytes - follower.queueStartBytes > policy.queueBytes();
  }

  /** From {@code after}, which must not be ahead of the room. */
  Follower join(EventId after, WireForm form, Sink sink) {
    drainToTail();
    Follower follower = new Follower(this, after, form, sink);
    follower.queueStartBytes = cursorBytes;
    followers++;
    if (after.equals(new EventId(room.epoch(), cursor))) {
      cohort(form).add(follower);
    } else {
      lagging.add(follower);
      scheduleAdvance(follower);
    }
    return follower;
  }

  void leave(Follower follower) {
    if (follower.live) {
      cohort(follower.form).remove(follower);
    } else {
      lagging.remove(follower);
    }
    followers--;
    if (followers == 0) {
      room.unsubscribe(this);
      loop.forget(room);
    }
  }

  /** A batch is about to be written to a follower. */
  void writing(Batch batch) {
    loop.writing(name, batch);
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
    Batch batch = nextFor(follower);
    follower.place = new EventId(room.epoch(), batch.next());
    follower.queueStartBytes = Math.max(follower.queueStartBytes, batch.endBytes());
    if (batch.next() == cursor) {
      lagging.remove(follower);
      cohort(follower.form).add(follower);
    }
    loop.tick();
    if (!batch.isEmpty()) {
      follower.give(follower.form.encode(batch, LoopContext.ALLOCATOR), batch);
    }
    if (follower.isLagging()) {
      scheduleAdvance(follower);
    }
  }

  /**
   * What comes next for a follower. A queue that has overflowed is cut here, when it is read: until
   * then nobody can tell, and the log keeps it for everybody anyway.
   */
  private Batch nextFor(Follower follower) {
    EventId place = follower.place;
    if (!overflows(follower)) {
      return room.read(place, cursor, BATCH_BYTES);
    }
    EventId kept =
        policy.action() == Action.COALESCE
            ? new EventId(room.epoch(), cursor - 1)
            : room.placeBefore(cursor, policy.queueBytes());
    Batch batch = room.read(kept, cursor, BATCH_BYTES);
    return kept.equals(place) ? batch : batch.withHoleAfter(place);
  }

  /** A hole may end behind what this fan-out has drained so far. */
  private boolean isBeyondCursor(EventId place) {
    return place.epoch().equals(room.epoch()) && place.offset() > cursor;
  }

  /** Adds what waits for followers that lag to what is counted; what overflows waits for nobody. */
  void countQueued() {
    for (int i = 0; i < lagging.size(); i++) {
      Follower follower = lagging.get(i);
      long behind = Math.max(0, cursorBytes - follower.queueStartBytes);
      follower.sink.meters().queuedBytes.add(Math.min(behind, policy.queueBytes()));
    }
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
