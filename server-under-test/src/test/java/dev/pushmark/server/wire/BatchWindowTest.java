package dev.pushmark.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.access.AccessControl;
import dev.pushmark.server.access.Limits;
import dev.pushmark.server.access.Origins;
import dev.pushmark.server.access.PublishRates;
import dev.pushmark.server.metrics.Metrics;
import dev.pushmark.server.metrics.TransportMeters;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.room.Event;
import dev.pushmark.server.room.KeyReusedException;
import dev.pushmark.server.room.Retention;
import dev.pushmark.server.room.Rooms;
import dev.pushmark.server.room.SlowConsumerPolicy;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchWindowTest {
  private static final String ROOM = "room";
  private static final Duration WINDOW = Duration.ofMillis(20);
  private static final WireForm ONE_BYTE = (batch, allocator) -> allocator.buffer(1).writeByte(0);

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Clock clock = new EmbeddedConnection.TestClock();
  private final Rooms rooms = new Rooms(Retention.DEFAULT, 10, clock);

  @BeforeEach
  void timePassesWhenItIsTold() {
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  /** Takes everything, and keeps the offsets of what came in one write. */
  private static class Reading implements Sink {
    final List<List<Long>> writes = new ArrayList<>();
    private final TransportMeters meters = new Metrics().transport("test");

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void deliver(ByteBuf encoded, Batch batch) {
      encoded.release();
      writes.add(batch.events().stream().map(Event::offset).toList());
    }

    @Override
    public TransportMeters meters() {
      return meters;
    }

    @Override
    public void tooSlow() {
      throw new AssertionError("it takes everything");
    }
  }

  private LoopContext loop(Duration window) {
    return new LoopContext(
        channel.eventLoop(),
        new ServerState(
            rooms,
            SlowConsumerPolicy.DEFAULT,
            window,
            new AccessControl(null, Origins.DEFAULT, new PublishRates(0), clock),
            Limits.DEFAULT,
            Timeouts.DEFAULT,
            new Metrics(),
            null,
            null,
            clock));
  }

  private void publish(int bytes) {
    try {
      rooms.append(ROOM, new byte[bytes], null);
    } catch (KeyReusedException e) {
      throw new AssertionError("without a key", e);
    }
    rooms.get(ROOM).announce();
  }

  private void pass(int millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
    channel.runPendingTasks(); // what timers have asked for
  }

  private Reading reader(LoopContext loop) {
    return join(loop, new Reading());
  }

  private Reading join(LoopContext loop, Reading reading) {
    loop.follow(ROOM, rooms.get(ROOM).end(), ONE_BYTE, reading);
    channel.runPendingTasks();
    return reading;
  }

  @Test
  void whatIsPublishedWithinAWindowIsWrittenTogetherAtItsEnd() {
    Reading reader = reader(loop(WINDOW));
    publish(1);
    pass(10);
    publish(1);
    pass(9);
    assertThat(reader.writes).isEmpty();
    pass(1);
    assertThat(reader.writes).containsExactly(List.of(1L, 2L));
  }

  @Test
  void theNextWindowBeginsWithTheFirstEventThatHasNotBeenSent() {
    Reading reader = reader(loop(WINDOW));
    publish(1);
    pass(20);
    pass(110);
    publish(1);
    pass(19);
    assertThat(reader.writes).containsExactly(List.of(1L));
    pass(1);
    assertThat(reader.writes).containsExactly(List.of(1L), List.of(2L));
  }

  @Test
  void withoutAWindowNothingWaits() {
    Reading reader = reader(loop(Duration.ZERO));
    publish(1);
    channel.runPendingTasks();
    publish(1);
    channel.runPendingTasks();
    assertThat(reader.writes).containsExactly(List.of(1L), List.of(2L));
  }

  @Test
  void whatDoesNotFitOneBatchDoesNotWaitForAnotherWindow() {
    Reading reader = reader(loop(WINDOW));
    publish(40_000);
    publish(40_000);
    publish(40_000);
    pass(20);
    assertThat(reader.writes).containsExactly(List.of(1L), List.of(2L), List.of(3L));
  }

  @Test
  void whatIsPublishedWhileAWindowIsWrittenWaitsForTheNext() {
    LoopContext loop = loop(WINDOW);
    Reading reader =
        join(
            loop,
            new Reading() {
              @Override
              public void deliver(ByteBuf encoded, Batch batch) {
                super.deliver(encoded, batch);
                if (writes.size() < 3) {
                  publish(1);
                }
              }
            });
    publish(1);
    pass(20);
    assertThat(reader.writes).containsExactly(List.of(1L));
    pass(19);
    assertThat(reader.writes).hasSize(1);
    pass(1);
    assertThat(reader.writes).containsExactly(List.of(1L), List.of(2L));
    pass(20);
    assertThat(reader.writes).containsExactly(List.of(1L), List.of(2L), List.of(3L));
  }

  @Test
  void whoJoinsEndsTheWindowOfTheOthersAndNobodyGetsAnythingTwice() {
    LoopContext loop = loop(WINDOW);
    Reading early = reader(loop);
    publish(1);
    pass(10);
    Reading late = reader(loop);
    assertThat(early.writes).containsExactly(List.of(1L));
    pass(20);
    publish(1);
    pass(20);
    assertThat(early.writes).containsExactly(List.of(1L), List.of(2L));
    assertThat(late.writes).containsExactly(List.of(2L));
  }
}
