package dev.pushmark.scenarios.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.recording.EventStream;
import dev.pushmark.scenarios.recording.Recorder;
import dev.pushmark.scenarios.stamp.StampReader;
import dev.pushmark.scenarios.transport.Publisher;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In simulated time: an embedded event loop and a clock that go forward together. */
class PacerTest {
  private static final int PAYLOAD_BYTES = 120;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final CountingClock clock = new CountingClock();
  private final Recorder recorder = new Recorder(clock, 0);
  private final Pacer pacer = new Pacer(channel.eventLoop(), clock, recorder);
  private final List<String> log = new ArrayList<>();

  PacerTest() {
    channel.freezeTime();
  }

  @Test
  void eachEventGoesOutWhenItIsDue() {
    CompletableFuture<Void> done = publish("a", 10, 20, 35);
    pass(9);
    assertThat(log).isEmpty();
    pass(1);
    assertThat(log).containsExactly("a0 due 10 sent 10", "flush a");
    pass(25);
    assertThat(log)
        .containsExactly(
            "a0 due 10 sent 10",
            "flush a",
            "a1 due 20 sent 20",
            "flush a",
            "a2 due 35 sent 35",
            "flush a");
    assertThat(done).isCompleted();
  }

  @Test
  void lateEventsKeepTheirIntendedTimeAndShareAFlush() {
    CompletableFuture<Void> done = publish("a", 10, 20, 30, 1_000);
    jump(500);
    assertThat(log)
        .containsExactly(
            "a0 due 10 sent 500", "a1 due 20 sent 500", "a2 due 30 sent 500", "flush a");
    assertThat(done).isNotCompleted();
    assertThat(recorder.published()).isEqualTo(3);
  }

  @Test
  void streamsGoOutInTheOrderInWhichTheyAreDue() {
    publish("a", 10, 40);
    publish("b", 5, 20);
    pass(40);
    assertThat(log)
        .filteredOn(line -> line.contains("due"))
        .containsExactly(
            "b0 due 5 sent 5", "a0 due 10 sent 10", "b1 due 20 sent 20", "a1 due 40 sent 40");
  }

  @Test
  void aLongBurstLetsTheLoopDoOtherThingsInBetween() {
    int burst = 2 * Pacer.MAX_EVENTS_PER_TURN + 10;
    publish("a", new long[burst]);
    channel.eventLoop().execute(() -> log.add("other"));
    settle();
    assertThat(log).hasSize(burst + 4).endsWith("flush a");
    assertThat(log.get(Pacer.MAX_EVENTS_PER_TURN)).isEqualTo("flush a");
    assertThat(log.indexOf("other")).isLessThan(burst);
    assertThat(log).filteredOn("flush a"::equals).hasSize(3);
  }

  /** A timer left behind by each stream that came first would show as a reading of the clock. */
  @Test
  void manyStreamsNeedOneTimer() {
    for (int i = 0; i < 100; i++) {
      publish("a", 2_000 - i, 10_000);
    }
    settle();
    long before = clock.readings;
    pass(1_901);
    assertThat(log).containsExactly("a0 due 1901 sent 1901", "flush a");
    assertThat(clock.readings - before).isLessThan(10);
  }

  @Test
  void anEmptyScheduleIsDoneAtOnce() {
    assertThat(publish("a")).isCompleted();
  }

  /** Publishes a stream whose events are due at these times, in milliseconds. */
  private CompletableFuture<Void> publish(String name, long... dueMs) {
    long[] dueNs = new long[dueMs.length];
    for (int i = 0; i < dueMs.length; i++) {
      dueNs[i] = TimeUnit.MILLISECONDS.toNanos(dueMs[i]);
    }
    EventStream stream = recorder.publisher("room", 0, dueNs);
    return pacer.publish(stream, new LoggingPublisher(name), PAYLOAD_BYTES);
  }

  private void pass(long ms) {
    for (long i = 0; i < ms; i++) {
      jump(1);
    }
  }

  private void jump(long ms) {
    settle();
    clock.nowNs += TimeUnit.MILLISECONDS.toNanos(ms);
    channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
    settle();
  }

  private void settle() {
    channel.runPendingTasks();
    channel.runScheduledPendingTasks();
  }

  private final class LoggingPublisher implements Publisher {
    private final String name;

    LoggingPublisher(String name) {
      this.name = name;
    }

    @Override
    public void write(ByteBuf event) {
      StampReader stamp = new StampReader();
      assertThat(stamp.next(event, 0, event.writerIndex())).isPositive();
      assertThat(event.readableBytes()).isEqualTo(PAYLOAD_BYTES);
      event.release();
      long dueMs = TimeUnit.NANOSECONDS.toMillis(stamp.intendedSendTimeNs());
      long sentMs = TimeUnit.NANOSECONDS.toMillis(stamp.actualSendTimeNs());
      log.add(name + stamp.sequence() + " due " + dueMs + " sent " + sentMs);
    }

    @Override
    public void flush() {
      log.add("flush " + name);
    }

    @Override
    public void close() {
      throw new AssertionError("a pacer does not own its publishers");
    }
  }

  private static final class CountingClock implements Clock {
    private long nowNs;
    private long readings;

    @Override
    public long nanoTime() {
      readings++;
      return nowNs;
    }

    @Override
    public Instant wallTime() {
      return Instant.EPOCH.plusNanos(nowNs);
    }
  }
}
