package dev.pushmark.scenarios.recording;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.stamp.StampReader;
import dev.pushmark.scenarios.transport.Receiver;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's record: takes what its subscription receives and keeps what the subscriber got,
 * missed and when. Used on the subscription's event loop only.
 */
public final class SubscriberRecord implements Receiver {
  private final Recorder recorder;
  private final LoopRecorder loop;
  private final RoomRecord room;
  private final Clock clock;
  private final LongConsumer sampled;
  private final List<SequenceCheck> checks = new ArrayList<>();
  private RoomTimeline timeline = RoomTimeline.EMPTY;
  private @Nullable OutOfDate outOfDate;
  private long subscribedNs = Long.MAX_VALUE;
  private long closedNs = Long.MAX_VALUE;
  private @Nullable String endedBecause;

  SubscriberRecord(
      Recorder recorder, LoopRecorder loop, RoomRecord room, Clock clock, LongConsumer sampled) {
    this.recorder = recorder;
    this.loop = loop;
    this.room = room;
    this.clock = clock;
    this.sampled = sampled;
  }

  @Override
  public void subscribed() {
    subscribedNs = clock.nanoTime();
  }

  @Override
  public void received(ByteBuf bytes, int from, int to) {
    long nowNs = clock.nanoTime();
    long awakeSinceNs = loop.awakeSince(nowNs);
    StampReader stamp = loop.stamp;
    int at = stamp.next(bytes, from, to);
    while (at >= 0) {
      delivered(stamp, nowNs, awakeSinceNs);
      at = stamp.next(bytes, at, to);
    }
  }

  private void delivered(StampReader stamp, long nowNs, long awakeSinceNs) {
    loop.arrivals.lazySet(loop.arrivals.getPlain() + 1);
    followTimeline();
    EventStream stream = stamp.intact() ? recorder.stream(stamp.publisher()) : null;
    int sequence = stamp.sequence();
    if (stream == null || stream.room() != room || sequence < 0 || sequence >= stream.size()) {
      loop.damaged++;
      return;
    }
    boolean measured = recorder.window().contains(stamp.intendedSendTimeNs());
    SequenceCheck.Arrival arrival = checks.get(stream.indexInRoom()).arrived(sequence);
    if (arrival == SequenceCheck.Arrival.DUPLICATE) {
      loop.duplicated += measured ? 1 : 0;
      return;
    }
    outOfDate().arrived(timeline.placeOf(stream, sequence), nowNs);
    if (!measured) {
      return;
    }
    if (arrival == SequenceCheck.Arrival.REORDERED) {
      loop.reordered++;
    }
    if (nowNs < stamp.actualSendTimeNs() || nowNs < stamp.intendedSendTimeNs()) {
      loop.negative++;
      return;
    }
    loop.delivered(stamp.intendedSendTimeNs(), stamp.actualSendTimeNs(), nowNs, awakeSinceNs);
    loop.events.delivered(stream.eventIndex(sequence), stamp.intendedSendTimeNs(), nowNs);
    long worstNs = loop.sample(nowNs - stamp.intendedSendTimeNs());
    if (worstNs >= 0) {
      sampled.accept(worstNs);
    }
  }

  @Override
  public void gap() {
    followTimeline();
    checks.forEach(SequenceCheck::gap);
  }

  @Override
  public void ended(String reason) {
    endedBecause = reason;
  }

  /** The subscriber leaves of its own accord. */
  public void closed() {
    closedNs = Math.min(closedNs, clock.nanoTime());
  }

  /** Whether events were ever owed to it. */
  public boolean isSubscribed() {
    return subscribedNs != Long.MAX_VALUE;
  }

  /** Why the other side ended the subscription, or null if it did not. */
  public @Nullable String endedBecause() {
    return endedBecause;
  }

  /** Adds this subscriber's final figures; called once, when its event loop is done with it. */
  void addTo(Totals totals) {
    if (!isSubscribed()) {
      return;
    }
    followTimeline();
    long owedUntilNs = closedNs == Long.MAX_VALUE ? closedNs : closedNs - recorder.drainNs();
    for (EventStream stream : timeline.streams()) {
      int from = stream.owedFrom(subscribedNs);
      int to = Math.max(from, stream.owedTo(owedUntilNs));
      SequenceCheck check = checks.get(stream.indexInRoom());
      totals.owed(to - from, check.delivered(from, to), check.skipped(from, to));
    }
    OutOfDate age = outOfDate();
    age.accountUntil(Math.min(closedNs, clock.nanoTime()));
    totals.outOfDate(age);
  }

  private OutOfDate outOfDate() {
    if (outOfDate == null) {
      outOfDate = new OutOfDate(recorder.window(), timeline, subscribedNs);
    }
    return outOfDate;
  }

  private void followTimeline() {
    RoomTimeline current = room.timeline();
    if (current != timeline) {
      timeline = current;
      while (checks.size() < current.streams().size()) {
        checks.add(new SequenceCheck(current.streams().get(checks.size()).size()));
      }
      if (outOfDate != null) {
        outOfDate.timelineChanged(current);
      }
    }
  }
}
