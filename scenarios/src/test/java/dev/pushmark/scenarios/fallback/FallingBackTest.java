package dev.pushmark.scenarios.fallback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Compression;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.transport.Access;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.LastEventId;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FallingBackTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<String> heard = new ArrayList<>();
  private final Scripted first = new Scripted();
  private final Scripted second = new Scripted();

  /** A transport of which the test is the server. */
  private static final class Scripted implements Transport {
    private final List<Receiver> receivers = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private int closed;
    private boolean failsAtOnce;

    @Override
    public Subscription subscribe(
        Line line, String room, @Nullable String after, Receiver receiver) {
      lines.add(line);
      receivers.add(receiver);
      if (failsAtOnce) {
        receiver.ended("cannot connect");
      }
      return () -> closed++;
    }

    @Override
    public void keepLastId(ByteBuf bytes, int from, int to, LastEventId last) {}

    Receiver only() {
      assertThat(receivers).hasSize(1);
      return receivers.get(0);
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

  private Subscription subscribe() {
    Line line =
        new Line(
            channel.eventLoop(),
            LocalChannel::new,
            new Endpoint("example", 80, ""),
            new Tally(),
            Clock.system(),
            new Access(null, heard::add),
            Compression.NONE);
    return new FallingBack(first, second, Duration.ofSeconds(1)).subscribe(line, "r", new Ear());
  }

  private void pass(long milliseconds) {
    channel.advanceTimeBy(milliseconds, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }

  private static void send(Receiver to, String event) {
    ByteBuf bytes = Unpooled.copiedBuffer(event, UTF_8);
    to.received(bytes, 0, bytes.writerIndex());
  }

  @Test
  void theFirstWayIsTheWayOnceItStands() {
    subscribe();
    pass(900);
    first.only().subscribed();
    pass(5_000);
    send(first.only(), "e");
    first.only().ended("cut");
    assertThat(heard).containsExactly("subscribed", "e", "cut");
    assertThat(second.receivers).isEmpty();
  }

  @Test
  void whoWaitsInVainTakesTheSecondAndLeavesTheFirst() {
    subscribe();
    pass(999);
    assertThat(second.receivers).isEmpty();
    pass(2);
    assertThat(first.closed).isEqualTo(1);
    second.only().subscribed();
    send(second.only(), "e");
    assertThat(heard).containsExactly("subscribed", "e");
  }

  @Test
  void whoIsRefusedTakesTheSecondAtOnceAndNobodyHearsOfTheRefusal() {
    subscribe();
    first.lines.get(0).access().refuse("subscribing", "403 Forbidden");
    first.only().ended("the upgrade was answered with 403");
    second.only().subscribed();
    pass(5_000);
    assertThat(heard).containsExactly("subscribed");
    assertThat(second.closed).isZero();
    second.lines.get(0).access().refuse("subscribing", "403 Forbidden");
    assertThat(heard).hasSize(2);
  }

  @Test
  void theEndOfTheSecondIsTheEnd() {
    subscribe();
    first.only().ended("cut");
    second.only().ended("cut, too");
    assertThat(heard).containsExactly("cut, too");
  }

  @Test
  void whoFailsAtOnceFallsBackAtOnce() {
    first.failsAtOnce = true;
    Subscription subscription = subscribe();
    second.only().subscribed();
    subscription.close();
    assertThat(second.closed).isEqualTo(1);
    assertThat(heard).containsExactly("subscribed");
  }

  @Test
  void whoLeavesMeanwhileNeedsNoSecond() {
    subscribe().close();
    first.only().ended("closed");
    pass(5_000);
    assertThat(first.closed).isEqualTo(1);
    assertThat(second.receivers).isEmpty();
    assertThat(heard).isEmpty();
  }
}
