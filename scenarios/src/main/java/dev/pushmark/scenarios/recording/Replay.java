package dev.pushmark.scenarios.recording;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.pushmark.results.model.Counts;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.stamp.Stamp;
import dev.pushmark.scenarios.stamp.StampReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.HdrHistogram.Histogram;

/**
 * Counts what came to a client in another process by the rules that hold for the injector's own
 * subscribers, in the order in which it came. Every time is on the injector's clock. Not thread
 * safe.
 */
public final class Replay {
  private static final int NOBODY = -1;

  private final PastTime clock = new PastTime();
  private final Turns turns = new Turns();
  private final Recorder recorder = new Recorder(clock, 0);
  private final Map<String, SubscriberRecord> subscribers = new HashMap<>();
  private final Map<Integer, Integer> numbers = new HashMap<>(); // there → in this recorder
  private final StampReader reader = new StampReader();

  /** A replay in which nothing has happened yet. */
  public Replay(Roll roll) {
    recorder.measure(new Window(roll.startNs(), roll.endNs()));
    for (Roll.Stream stream : roll.streams()) {
      long[] dueNs = stream.dueNs().stream().mapToLong(Long::longValue).toArray();
      EventStream announced = recorder.publisher(stream.room(), stream.startNs(), dueNs);
      announced.published(stream.published());
      numbers.put(stream.publisher(), announced.publisher());
    }
  }

  /** The client has subscribed to these rooms; called once. */
  public void subscribed(Collection<String> rooms, long atNs) {
    clock.nowNs = atNs;
    for (String room : rooms) {
      SubscriberRecord subscriber = recorder.subscriber(room, turns, worstNs -> {});
      subscriber.subscribed();
      subscribers.put(room, subscriber);
    }
  }

  /** An event's stamp came; one that is none of the roll's counts as damaged. */
  public void received(String room, String stamp, long atNs) {
    SubscriberRecord subscriber = subscriber(room);
    clock.nowNs = atNs;
    ByteBuf bytes = Unpooled.copiedBuffer(stamp, US_ASCII);
    if (reader.next(bytes, 0, bytes.readableBytes()) == Stamp.LENGTH && reader.intact()) {
      int number = numbers.getOrDefault(reader.publisher(), NOBODY);
      Stamp.set(
          bytes,
          0,
          number,
          reader.sequence(),
          reader.intendedSendTimeNs(),
          reader.actualSendTimeNs());
    }
    subscriber.received(bytes, 0, bytes.readableBytes());
    turns.end();
  }

  /** The client was told that so many events before the next are missing; negative: unknown. */
  public void gap(String room, long missed, long atNs) {
    clock.nowNs = atNs;
    subscriber(room).gap(missed);
  }

  /**
   * What came of it.
   *
   * @param counts scheduled and published events are those of all rooms of the roll
   * @param latencies intended send to receive, in nanoseconds
   */
  public record Outcome(Counts counts, Histogram latencies) {}

  /** The client has left. */
  public Outcome end(long atNs) {
    clock.nowNs = atNs;
    subscribers.values().forEach(SubscriberRecord::closed);
    Histogram latencies = recorder.takeInterval();
    return new Outcome(recorder.finish().counts(), latencies);
  }

  private SubscriberRecord subscriber(String room) {
    SubscriberRecord subscriber = subscribers.get(room);
    if (subscriber == null) {
      throw new IllegalArgumentException(
          "room must be one of " + subscribers.keySet() + ", was " + room);
    }
    return subscriber;
  }

  /** Shows the time of what is replayed. */
  private static final class PastTime implements Clock {
    private long nowNs;

    @Override
    public long nanoTime() {
      return nowNs;
    }

    @Override
    public Instant wallTime() {
      return Instant.EPOCH;
    }
  }

  /** Each receipt is a turn of its own. */
  private static final class Turns implements Loop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public void after(long delayNs, Runnable task) {
      throw new UnsupportedOperationException("nothing is put in order here, so nothing waits");
    }

    void end() {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
    }
  }
}
