package dev.pushmark.scenarios.recording;

import dev.pushmark.results.model.Ordering;
import dev.pushmark.scenarios.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands between what a checking subscriber receives and what is recorded as received: one {@link
 * Resequencer} per publisher of its room, and a timer for what they hold. Used on the subscriber's
 * event loop only.
 */
final class OrderCheck {
  /** Takes the events in order, at the time of the call. */
  interface Application {
    void handOver(EventStream stream, int sequence, long intendedNs, long actualNs, long nowNs);
  }

  private final Ordering bounds;
  private final Loop loop;
  private final Clock clock;
  private final Application application;
  private final Gaps gaps = new Gaps();
  private final List<Resequencer> publishers = new ArrayList<>();
  private final Runnable expire = this::expire;
  private long nowNs;
  private boolean timed;

  OrderCheck(Ordering bounds, Loop loop, Clock clock, Application application) {
    this.bounds = bounds;
    this.loop = loop;
    this.clock = clock;
    this.application = application;
  }

  /** The room has got one more publisher. */
  void follow(EventStream stream, int firstOwed) {
    publishers.add(
        new Resequencer(
            bounds,
            stream.size(),
            stream::intendedSendTimeNs,
            firstOwed,
            gaps,
            (sequence, intendedNs, actualNs) ->
                application.handOver(stream, sequence, intendedNs, actualNs, nowNs)));
  }

  Resequencer.Arrival arrived(
      EventStream stream, int sequence, long intendedNs, long actualNs, long atNs) {
    nowNs = atNs;
    boolean gapClosed = gaps.closed(atNs);
    Resequencer.Arrival arrival =
        publishers.get(stream.indexInRoom()).arrived(sequence, intendedNs, actualNs, atNs);
    if (gapClosed) {
      publishers.forEach(Resequencer::release);
    }
    awaitDeadline();
    return arrival;
  }

  void gap(long missed) {
    gaps.forget(publishers.stream().mapToLong(Resequencer::awaitedNs).min().orElse(0));
    gaps.opened(missed);
  }

  /** The subscriber leaves. */
  void giveUp(long atNs) {
    nowNs = atNs;
    publishers.forEach(Resequencer::giveUp);
  }

  private void expire() {
    timed = false;
    nowNs = clock.nanoTime();
    publishers.forEach(publisher -> publisher.expire(nowNs));
    awaitDeadline();
  }

  private void awaitDeadline() {
    if (timed) {
      return;
    }
    long deadlineNs = Resequencer.NONE;
    for (Resequencer publisher : publishers) {
      deadlineNs = Math.min(deadlineNs, publisher.deadlineNs());
    }
    if (deadlineNs != Resequencer.NONE) {
      timed = true;
      loop.after(Math.max(0, deadlineNs - nowNs), expire);
    }
  }
}
