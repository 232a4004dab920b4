package dev.pushmark.bench.micro;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.recording.Loop;
import dev.pushmark.scenarios.recording.Recorder;
import dev.pushmark.scenarios.recording.SubscriberRecord;
import dev.pushmark.scenarios.stamp.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Recording one delivery (the clock, the stamp, the sequence, the histograms) in an event loop's
 * turn that brings an event to many subscribers, beside the least that a recorder could do: read
 * the clock and record into one histogram.
 */
@State(Scope.Thread)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Recording {
  private static final int SUBSCRIBERS = 100;
  private static final int EVENT_BYTES = 200;
  private static final int EVENTS_PER_ROOM = 20_000;

  /**
   * Read one after the other, since an event that came again would be no delivery: more than a run
   * of the length above uses up, yet each subscriber's memory is as small as in a round.
   */
  private static final int ROOMS = 100;

  private final Clock clock = Clock.system();
  private final Payload payload = new Payload(EVENT_BYTES);
  private final ByteBuf message = PooledByteBufAllocator.DEFAULT.directBuffer(EVENT_BYTES);
  private final Histogram histogram = new Histogram(3);
  private final Recorder recorder = new Recorder(clock, 0);
  private final Queue<Runnable> endOfTurn = new ArrayDeque<>();
  private final Loop loop =
      new Loop() {
        @Override
        public void execute(Runnable task) {
          endOfTurn.add(task);
        }

        @Override
        public void after(long delayNs, Runnable task) {
          throw new IllegalStateException("subscribers that take what comes wait for nothing");
        }
      };
  private final SubscriberRecord[][] rooms = new SubscriberRecord[ROOMS][SUBSCRIBERS];
  private long worstNs;
  private int room;
  private int sequence = 1;
  private long deliveries;

  @Setup(Level.Trial)
  public void subscribe() {
    long[] dueNs = LongStream.range(0, EVENTS_PER_ROOM).map(i -> i * 10_000).toArray();
    for (int i = 0; i < ROOMS; i++) {
      String name = "room-" + i;
      Arrays.setAll(rooms[i], n -> subscriber(name));
      recorder.publisher(name, clock.nanoTime(), dueNs);
    }
    SubscriberRecord another = subscriber("room-" + (ROOMS - 1));
    // The first event makes each record take its memory, the last one the tables by event.
    for (int i = 0; i < ROOMS; i++) {
      deliver(i, 0);
    }
    another.received(stamped(ROOMS - 1, EVENTS_PER_ROOM - 1), 0, EVENT_BYTES);
    deliveries++;
    endTurn();
  }

  private SubscriberRecord subscriber(String name) {
    SubscriberRecord subscriber = recorder.subscriber(name, loop, latencyNs -> worstNs = latencyNs);
    subscriber.subscribed();
    return subscriber;
  }

  private ByteBuf stamped(int publisher, int number) {
    long nowNs = clock.nanoTime();
    payload.writeTo(message.clear(), publisher, number, nowNs, nowNs);
    return message;
  }

  @Benchmark
  @OperationsPerInvocation(SUBSCRIBERS)
  public long received() {
    if (sequence == EVENTS_PER_ROOM) {
      sequence = 1;
      room++;
    }
    if (room == ROOMS) {
      throw new IllegalStateException("all events are used up; run for less long");
    }
    deliver(room, sequence++);
    return worstNs;
  }

  private void deliver(int roomNumber, int number) {
    ByteBuf bytes = stamped(roomNumber, number);
    for (SubscriberRecord subscriber : rooms[roomNumber]) {
      subscriber.received(bytes, 0, EVENT_BYTES);
    }
    deliveries += SUBSCRIBERS;
    endTurn();
  }

  private void endTurn() {
    for (Runnable task = endOfTurn.poll(); task != null; task = endOfTurn.poll()) {
      task.run();
    }
  }

  @Benchmark
  @OperationsPerInvocation(SUBSCRIBERS)
  public Histogram plainHistogram() {
    long sentNs = clock.nanoTime();
    for (int i = 0; i < SUBSCRIBERS; i++) {
      histogram.recordValue(clock.nanoTime() - sentNs);
    }
    return histogram;
  }

  /** Fails the benchmark if what was recorded is not what was delivered. */
  @TearDown(Level.Trial)
  public void check() {
    message.release();
    long recorded = recorder.takeInterval().getTotalCount();
    if (recorded != deliveries || recorder.arrivals() != deliveries) {
      throw new IllegalStateException(
          recorded + " deliveries were recorded, expected " + deliveries);
    }
  }
}
