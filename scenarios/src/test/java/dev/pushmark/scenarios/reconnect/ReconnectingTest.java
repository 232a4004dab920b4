package dev.pushmark.scenarios.reconnect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.LastEventId;
import dev.pushmark.scenarios.transport.LastHeard;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Tally;
import dev.pushmark.scenarios.transport.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReconnectingTest {
  private static final int MOST_ATTEMPTS = 3;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Outages outages = new Outages();
  private final List<String> heard = new ArrayList<>();
  private final Scripted server = new Scripted();
  private long nowNs;

  /** A transport of which the test is the server; an event is its own id. */
  private static final class Scripted implements Transport {
    private final List<String> asked = new ArrayList<>();
    private final List<Receiver> receivers = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private int closed;

    @Override
    public Subscription subscribe(
        Line line, String room, @Nullable String after, Receiver receiver) {
      asked.add(room + " after " + after);
      receivers.add(receiver);
      lines.add(line);
      return () -> closed++;
    }

    @Override
    public void keepLastId(ByteBuf bytes, int from, int to, LastEventId last) {
      last.set(bytes, from, to);
    }

    Receiver latest() {
      return receivers.get(receivers.size() - 1);
    }

    /** A byte that says nothing comes over the latest connection. */
    void breathe() {
      LastHeard listener = Objects.requireNonNull(lines.get(lines.size() - 1).lastHeard());
      new EmbeddedChannel(listener).writeInbound(Unpooled.copiedBuffer(":", UTF_8));
    }

    void send(String id) {
      ByteBuf bytes = Unpooled.copiedBuffer(id, UTF_8);
      latest().received(bytes, 0, bytes.writerIndex());
    }
  }

  private final class Ear implements Receiver {
    @Override
    public void subscribed() {
      heard.add("subscribed");
    }

    @Override
    public void received(ByteBuf bytes, int from, int to) {
      heard.add(bytes.toString(from, to - from, UTF_8));
    }

    @Override
    public void gap(long missed) {
      heard.add("gap of " + missed);
    }

    @Override
    public void ended(String reason) {
      heard.add(reason);
    }
  }

  private final class TestClock implements Clock {
    @Override
    public long nanoTime() {
      return nowNs;
    }

    @Override
    public Instant wallTime() {
      return Instant.EPOCH;
    }
  }

  private Subscription subscribe(boolean resumes) {
    return subscribe(resumes, null);
  }

  private Subscription subscribe(boolean resumes, @Nullable Duration silence) {
    Line line =
        new Line(
            channel.eventLoop(),
            LocalChannel::new,
            new Endpoint("example", 80, ""),
            new Tally(),
            new TestClock());
    Backoff backoff = new Backoff.Exponential(Duration.ofSeconds(1), Duration.ofSeconds(60));
    return new Reconnecting(server, backoff, resumes, MOST_ATTEMPTS, 1, outages, silence)
        .subscribe(line, "r", new Ear());
  }

  private void pass(int seconds) {
    nowNs += TimeUnit.SECONDS.toNanos(seconds);
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  @Test
  void whoResumesGoesOnBehindTheLastEventThatWasHandedOn() {
    subscribe(true);
    server.latest().reached("e-0");
    server.latest().subscribed();
    server.latest().ended("cut before the first event");
    pass(1);
    server.latest().subscribed();
    server.send("e-1");
    server.send("e-2");
    server.latest().ended("cut");
    pass(1);
    server.latest().subscribed();
    server.send("e-3");

    assertThat(server.asked).containsExactly("r after null", "r after e-0", "r after e-2");
    assertThat(heard).containsExactly("subscribed", "e-1", "e-2", "e-3");
    Outages.Figures figures = outages.figures();
    assertThat(figures.counts())
        .isEqualTo(new dev.pushmark.results.model.Outages(2, 2, 2, 0, 0, 0));
    assertThat(figures.recoveryNs().getMinValue() / 1e9).isBetween(0.99, 1.01);
  }

  @Test
  void whatIsMissedByBeginningAnewIsCountedByTheServersNumbers() {
    subscribe(false);
    server.latest().subscribed();
    server.send("e-1");
    server.latest().ended("cut");
    pass(1);
    server.latest().reached("e-4");
    server.latest().subscribed();
    server.send("e-5");
    server.latest().ended("cut");
    pass(1);
    server.latest().subscribed();
    server.latest().reached("e-5");
    server.latest().ended("cut");
    pass(1);
    server.latest().subscribed();
    server.latest().reached("f-9");
    server.latest().ended("cut");
    pass(1);
    server.latest().subscribed();
    server.send("f-12");

    assertThat(outages.figures().counts())
        .as("3 missed, none, and twice nobody knows")
        .isEqualTo(new dev.pushmark.results.model.Outages(4, 4, 4, 0, 3, 2));
  }

  @Test
  void whoDoesNotResumeBeginsAnew() {
    subscribe(false);
    server.latest().subscribed();
    server.send("e-1");
    server.latest().ended("cut");
    pass(1);

    assertThat(server.asked).containsExactly("r after null", "r after null");
  }

  @Test
  void theWaitGrowsWithEachFailureAndBeginsAnewAfterASuccess() {
    subscribe(true);
    server.latest().subscribed();
    server.latest().ended("cut");
    pass(1);
    server.latest().ended("cannot connect");
    pass(1);
    assertThat(server.asked).hasSize(2);
    pass(1);
    assertThat(server.asked).hasSize(3);
    server.latest().subscribed();
    server.latest().ended("cut again");
    pass(1);
    assertThat(server.asked).hasSize(4);
    assertThat(heard).containsExactly("subscribed");
    assertThat(outages.figures().counts())
        .isEqualTo(new dev.pushmark.results.model.Outages(2, 3, 1, 0, 0, 0));
  }

  @Test
  void whoFailsTooOftenGivesUpAndSaysWhy() {
    subscribe(true);
    server.latest().subscribed();
    server.latest().ended("cut");
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      pass(10);
      server.latest().ended("refused");
    }
    pass(1_000);

    assertThat(server.asked).hasSize(1 + MOST_ATTEMPTS);
    assertThat(heard)
        .containsExactly("subscribed", "gave up after 3 attempts to come back: refused");
    assertThat(outages.figures().counts().givenUp()).isEqualTo(1);
  }

  @Test
  void whatNeverBeganEndsAtOnce() {
    subscribe(true);
    server.latest().ended("401");
    pass(100);

    assertThat(heard).containsExactly("401");
    assertThat(server.asked).hasSize(1);
    assertThat(outages.figures().counts().cuts()).isZero();
  }

  @Test
  void whoLeavesWhileWaitingDoesNotComeBackAndHearsNothingMore() {
    Subscription subscription = subscribe(true);
    Receiver first = server.latest();
    first.subscribed();
    first.ended("cut");
    subscription.close();
    pass(100);
    first.ended("again");

    assertThat(server.asked).hasSize(1);
    assertThat(heard).containsExactly("subscribed");
  }

  @Test
  void whoHearsNothingForTooLongTakesTheConnectionForDeadAndComesBackAsAfterACut() {
    subscribe(true, Duration.ofSeconds(5));
    server.latest().subscribed();
    server.send("e-1");
    pass(4);
    server.breathe();
    pass(4);
    assertThat(server.closed).isZero();
    pass(1);
    assertThat(server.closed).isEqualTo(1);
    server.latest().ended("an echo of its being closed");
    pass(1);
    server.latest().subscribed();

    assertThat(server.asked).containsExactly("r after null", "r after e-1");
    assertThat(heard).containsExactly("subscribed", "e-1");
    assertThat(outages.figures().counts())
        .isEqualTo(new dev.pushmark.results.model.Outages(1, 1, 1, 0, 0, 0, 1L));
    assertThat(outages.figures().silences())
        .extracting(Outages.Silence::noticedNs)
        .containsExactly(TimeUnit.SECONDS.toNanos(9));
  }

  @Test
  void whatIsAskedForAgainAndStaysSilentIsAnAttemptThatFailed() {
    subscribe(true, Duration.ofSeconds(5));
    server.latest().subscribed();
    pass(5);
    pass(1);
    pass(5);
    assertThat(server.closed).isEqualTo(2);
    pass(2);

    assertThat(server.asked).hasSize(3);
    assertThat(outages.figures().counts())
        .isEqualTo(new dev.pushmark.results.model.Outages(1, 2, 0, 0, 0, 0, 2L));
  }

  @Test
  void whatHasNotBegunIsNotTakenForDead() {
    subscribe(true, Duration.ofSeconds(5));
    pass(100);

    assertThat(server.closed).isZero();
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void whoHasLeftListensNoMore() {
    Subscription subscription = subscribe(true, Duration.ofSeconds(5));
    server.latest().subscribed();
    subscription.close();
    pass(100);

    assertThat(server.closed).as("by its subscriber").isEqualTo(1);
    assertThat(outages.figures().silences()).isEmpty();
  }

  @Test
  void nobodyListensWhereAnySilenceIsBorne() {
    subscribe(true);
    server.latest().subscribed();
    pass(1_000_000);

    assertThat(server.lines).allMatch(line -> line.lastHeard() == null);
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void whatAnEarlierConnectionStillSaysIsNotHeard() {
    subscribe(true);
    Receiver first = server.latest();
    first.subscribed();
    first.ended("cut");
    pass(1);
    server.latest().subscribed();
    first.gap(7);
    first.ended("late");
    server.latest().gap(1);

    assertThat(heard).containsExactly("subscribed", "gap of 1");
    assertThat(server.asked).hasSize(2);
  }
}
