package dev.pushmark.bench.calibration;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.recording.EventStream;
import dev.pushmark.scenarios.recording.Loop;
import dev.pushmark.scenarios.recording.Recorder;
import dev.pushmark.scenarios.recording.SubscriberRecord;
import dev.pushmark.scenarios.stamp.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/** A server, a network and a client without sockets, on a clock that tests set. */
final class FakeRoom implements Clock, Loop {
  private static final int EVENT_BYTES = 200;
  private static final long START_NS = 1_000_000_000_000L;

  private final Queue<Runnable> endOfTurn = new ArrayDeque<>();
  private final RoomWrites writes = RoomWrites.none();
  private final long wireNs;
  private IntPredicate dropped = place -> false;
  private long nowNs = START_NS;

  /** Every event takes so long from the server's write to the client. */
  FakeRoom(long wireNs) {
    this.wireNs = wireNs;
  }

  /** Between the server's write and the client, the events at some places disappear. */
  FakeRoom dropping(IntPredicate places) {
    dropped = places;
    return this;
  }

  RoomWrites writes() {
    return writes;
  }

  /** Plays a script; the server takes 20 to 200 µs before it writes an event. */
  Take play(Pattern pattern, int events, long seed) {
    Script script = new Script(pattern, events, seed);
    SplittableRandom random = new SplittableRandom(seed);
    Recorder recorder = new Recorder(this, 0);
    SubscriberRecord record = recorder.subscriber("room", this, worstNs -> {});
    record.subscribed();
    EventStream stream = recorder.publisher("room", nowNs, LongStream.range(0, events).toArray());
    Payload payload = new Payload(EVENT_BYTES);
    for (int place = 0; place < script.size(); place++) {
      nowNs += 50_000;
      int sequence = script.sequence(place);
      script.goesOut(place, nowNs);
      ByteBuf event = Unpooled.buffer(EVENT_BYTES);
      payload.writeTo(
          event,
          stream.publisher(),
          sequence,
          script.intendedNs(sequence),
          script.actualNs(sequence));
      nowNs += random.nextLong(20_000, 200_000);
      writes.add(place + 1, place + 1, nowNs);
      nowNs += wireNs;
      if (!dropped.test(place)) {
        record.received(event, 0, EVENT_BYTES);
        endOfTurn.forEach(Runnable::run);
        endOfTurn.clear();
      }
    }
    stream.published(events);
    record.closed();
    Histogram latency = recorder.takeInterval();
    return new Take("sse", pattern, 1, "room", script, latency, recorder.finish().counts());
  }

  @Override
  public long nanoTime() {
    return nowNs;
  }

  @Override
  public Instant wallTime() {
    return Instant.EPOCH;
  }

  @Override
  public void execute(Runnable task) {
    endOfTurn.add(task);
  }

  @Override
  public void after(long delayNs, Runnable task) {
    throw new IllegalStateException("nothing waits here");
  }
}
