package dev.pushmark.scenarios.recording;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.stamp.StampReader;
import dev.pushmark.scenarios.transport.Receiver;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
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
  private final boolean recordsAge;
  private SequenceCheck[] checks = {}; // by place in the room
  private final Gaps gaps = new Gaps();
  private final @Nullable OrderCheck orderCheck;
  private final Document document = new Document();
  private RoomTimeline timeline = RoomTimeline.EMPTY;
  private @Nullable OutOfDate outOfDate;
  private @Nullable InformationAge age;
  private @Nullable LatencyBuckets latencies;
  private long requestedNs = Long.MIN_VALUE;
  private Onlooker onlooker = Onlooker.NONE;
  private final long begunNs;
  private long subscribedNs = Long.MAX_VALUE;
  private long closedNs = Long.MAX_VALUE;
  private @Nullable String endedBecause;

  SubscriberRecord(
      Recorder recorder,
      LoopRecorder loop,
      Loop timers,
      RoomRecord room,
      Clock clock,
      LongConsumer sampled) {
    this.recorder = recorder;
    this.loop = loop;
    this.room = room;
    this.clock = clock;
    this.sampled = sampled;
    this.recordsAge = recorder.recordsAge();
    this.begunNs = clock.nanoTime();
    this.orderCheck =
        recorder.ordering().checks()
            ? new OrderCheck(recorder.ordering(), timers, clock, this::delivered)
            : null;
  }

  @Override
  public void subscribed() {
    subscribedNs = clock.nanoTime();
    loop.connect.recordValue(subscribedNs - begunNs);
  }

  @Override
  public void requested() {
    requestedNs = clock.nanoTime();
  }

  @Override
  public void received(ByteBuf bytes, int from, int to) {
    long nowNs = clock.nanoTime();
    loop.awakeSince(nowNs);
    StampReader stamp = loop.stamp;
    int at = stamp.next(bytes, from, to);
    while (at >= 0) {
      scanned(stamp, nowNs);
      at = stamp.next(bytes, at, to);
    }
  }

  private void scanned(StampReader stamp, long nowNs) {
    loop.arrivals.lazySet(loop.arrivals.getPlain() + 1);
    followTimeline();
    EventStream stream = stamp.intact() ? recorder.stream(stamp.publisher()) : null;
    int sequence = stamp.sequence();
    if (stream == null || stream.room() != room || sequence < 0 || sequence >= stream.size()) {
      loop.damaged++;
      return;
    }
    long intendedNs = stamp.intendedSendTimeNs();
    if (orderCheck == null) {
      if (delivered(stream, sequence, intendedNs, stamp.actualSendTimeNs(), nowNs)) {
        awaitedRequest(stamp.actualSendTimeNs());
      }
      return;
    }
    boolean measured = recorder.window().contains(intendedNs);
    Resequencer.Arrival arrival =
        orderCheck.arrived(stream, sequence, intendedNs, stamp.actualSendTimeNs(), nowNs);
    if (measured && arrival != Resequencer.Arrival.DUPLICATE) {
      awaitedRequest(stamp.actualSendTimeNs());
    }
    switch (arrival) {
      case DUPLICATE -> loop.deduplicated += measured ? 1 : 0;
      case RESEQUENCED -> loop.resequenced += measured ? 1 : 0;
      case IN_ORDER, TOO_LATE -> {}
    }
  }

  /** No request that was under way when the event was sent has fetched it: it had to wait. */
  private void awaitedRequest(long actualNs) {
    if (actualNs < requestedNs) {
      loop.requestWait.recordValue(requestedNs - actualNs);
    }
  }

  /** The subscriber's application gets an event; returns whether it counts as a delivery. */
  private boolean delivered(
      EventStream stream, int sequence, long intendedNs, long actualNs, long nowNs) {
    boolean measured = recorder.window().contains(intendedNs);
    document.apply(stream.publisher(), sequence);
    SequenceCheck.Arrival arrival = checks[stream.indexInRoom()].arrived(sequence, nowNs);
    if (arrival == SequenceCheck.Arrival.DUPLICATE) {
      loop.duplicated += measured ? 1 : 0;
      return false;
    }
    document.add(stream.publisher(), sequence);
    outOfDate().arrived(timeline.placeOf(stream, sequence), nowNs);
    if (recordsAge) {
      age().arrived(intendedNs, nowNs);
    }
    LatencyBuckets own = latencies(); // also in the warm-up, so that it takes its memory there
    if (!measured) {
      return false;
    }
    if (arrival == SequenceCheck.Arrival.REORDERED) {
      loop.reordered++;
    }
    if (nowNs < actualNs || nowNs < intendedNs) {
      loop.negative++;
      return false;
    }
    loop.delivered(intendedNs, actualNs, nowNs, loop.awakeSince(nowNs));
    own.record(nowNs - intendedNs);
    onlooker.delivered(stream.publisher(), sequence, intendedNs, nowNs);
    loop.events.delivered(stream.eventIndex(sequence), intendedNs, nowNs);
    long worstNs = loop.sample(nowNs - intendedNs);
    if (worstNs >= 0) {
      sampled.accept(worstNs);
    }
    return true;
  }

  @Override
  public void gap(long missed) {
    followTimeline();
    gaps.forget(Arrays.stream(checks).mapToLong(SequenceCheck::awaitedNs).min().orElse(0));
    gaps.opened(missed);
    if (orderCheck != null) {
      orderCheck.gap(missed);
    }
  }

  @Override
  public void ended(String reason) {
    endedBecause = reason;
    giveUpWaiting();
  }

  /** The subscriber leaves of its own accord. */
  public void closed() {
    giveUpWaiting();
    closedNs = Math.min(closedNs, clock.nanoTime());
  }

  private void giveUpWaiting() {
    if (orderCheck != null) {
      orderCheck.giveUp(clock.nanoTime());
    }
  }

  /** Shows all further measured deliveries to one more. */
  public void show(Onlooker to) {
    onlooker = onlooker.and(to);
  }

  /** What its room's publishers have announced, as far as it has noticed. */
  RoomTimeline timeline() {
    return timeline;
  }

  RoomRecord room() {
    return room;
  }

  /** What its application has made of the events. */
  Document document() {
    return document;
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
      SequenceCheck check = checks[stream.indexInRoom()];
      check.finish(to);
      totals.owed(to - from, check.delivered(from, to));
      check.skipped(
          from,
          to,
          (sequence, endedNs) -> totals.skipped(stream.intendedSendTimeNs(sequence), endedNs));
    }
    long untilNs = Math.min(closedNs, clock.nanoTime());
    outOfDate().accountUntil(untilNs);
    totals.outOfDate(outOfDate());
    if (recordsAge) {
      age().accountUntil(untilNs);
      totals.age(age());
    }
    if (latencies != null) {
      totals.ownLatencies.add(room, latencies);
    }
  }

  private void follow(EventStream stream) {
    int firstOwed = stream.firstDueAtOrAfter(subscribedNs);
    SequenceCheck[] more = Arrays.copyOf(checks, checks.length + 1);
    more[checks.length] =
        new SequenceCheck(stream.size(), stream::intendedSendTimeNs, firstOwed, gaps);
    checks = more;
    if (orderCheck != null) {
      orderCheck.follow(stream, firstOwed);
    }
  }

  private OutOfDate outOfDate() {
    if (outOfDate == null) {
      outOfDate = new OutOfDate(recorder.window(), timeline, subscribedNs);
    }
    return outOfDate;
  }

  private InformationAge age() {
    if (age == null) {
      age = new InformationAge(recorder.window());
    }
    return age;
  }

  private LatencyBuckets latencies() {
    if (latencies == null) {
      latencies = new LatencyBuckets();
    }
    return latencies;
  }

  private void followTimeline() {
    RoomTimeline current = room.timeline();
    if (current != timeline) {
      timeline = current;
      while (checks.length < current.streams().size()) {
        follow(current.streams().get(checks.length));
      }
      if (outOfDate != null) {
        outOfDate.timelineChanged(current);
      }
    }
  }
}
