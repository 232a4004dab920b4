package dev.pushmark.scenarios.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.stamp.Payload;
import dev.pushmark.scenarios.transport.Receiver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RecorderTest {
  private final FakeClock clock = new FakeClock();
  private final TurnByTurn loop = new TurnByTurn();
  private final TurnByTurn otherLoop = new TurnByTurn();
  private final Recorder recorder = new Recorder(clock, 0);
  private final Payload payload = new Payload(200);

  /** Once the event loops have come to the end of their turn. */
  private Histogram takeInterval(Recorder from) {
    loop.endTurn();
    otherLoop.endTurn();
    return from.takeInterval();
  }

  @Test
  void deliveryLatencyRunsFromTheIntendedSendTime() {
    SubscriberRecord subscriber = subscribe("room", loop);
    EventStream stream = recorder.publisher("room", 1000, new long[] {0});
    stream.published(1);

    clock.now = 1900;
    receive(subscriber, event(stream, 0, 300));
    Histogram latency = takeInterval(recorder);
    Recording recording = recorder.finish();

    assertThat(latency.getTotalCount()).isEqualTo(1);
    assertThat(latency.getMaxValue()).isEqualTo(900);
    assertThat(recording.histogram(Metric.SERVICE_TIME).getMaxValue()).isEqualTo(600);
  }

  @Test
  void onlyEventsIntendedWithinTheWindowAreMeasured() {
    recorder.measure(new Window(100, 200));
    SubscriberRecord subscriber = subscribe("room", loop);
    EventStream stream = recorder.publisher("room", 0, new long[] {99, 100, 199, 200});
    stream.published(4);

    clock.now = 300;
    for (int i = 0; i < 4; i++) {
      receive(subscriber, event(stream, i, 0));
    }

    assertThat(takeInterval(recorder).getTotalCount()).isEqualTo(2);
    Recording recording = recorder.finish();
    assertThat(recording.counts().scheduled()).isEqualTo(2);
    assertThat(recording.counts().expected()).isEqualTo(2);
    assertThat(recording.counts().delivered()).isEqualTo(2);
  }

  @Test
  void lostSkippedDuplicatedAndReorderedAreCountedExactly() {
    SubscriberRecord subscriber = subscribe("room", loop);
    EventStream stream = recorder.publisher("room", 0, new long[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    stream.published(10);

    clock.now = 50;
    receive(subscriber, event(stream, 0, 0));
    receive(subscriber, event(stream, 2, 0));
    receive(subscriber, event(stream, 1, 0));
    receive(subscriber, event(stream, 1, 0));
    subscriber.gap(3);
    receive(subscriber, event(stream, 6, 0));
    receive(subscriber, event(stream, 8, 0));
    Recording recording = recorder.finish();

    assertThat(recording.counts().expected()).isEqualTo(10);
    assertThat(recording.counts().delivered()).isEqualTo(5);
    assertThat(recording.counts().skipped()).as("3, 4, 5").isEqualTo(3);
    assertThat(recording.counts().lost()).as("7, 9").isEqualTo(2);
    assertThat(recording.counts().duplicated()).isEqualTo(1);
    assertThat(recording.counts().reordered()).isEqualTo(1);
  }

  @Test
  void aCheckingSubscribersLatencyEndsWhenItsApplicationGetsTheEvent() {
    Recorder checking =
        new Recorder(clock, 0, new Ordering(Ordering.Mode.CHECKING, 10, Duration.ofSeconds(1)));
    SubscriberRecord subscriber = checking.subscriber("room", loop, worst -> {});
    subscriber.subscribed();
    EventStream stream = checking.publisher("room", 0, new long[] {10, 20, 30, 40});
    stream.published(4);
    clock.now = 50;
    receive(subscriber, event(stream, 1, 0));
    assertThat(takeInterval(checking).getTotalCount()).isZero();
    clock.now = 90;
    receive(subscriber, event(stream, 0, 0));
    Histogram handedOver = takeInterval(checking);
    assertThat(handedOver.getCountAtValue(80)).as("due at 10").isEqualTo(1);
    assertThat(handedOver.getCountAtValue(70)).as("due at 20, waited since 50").isEqualTo(1);

    clock.now = 100;
    receive(subscriber, event(stream, 3, 0));
    clock.now = 100 + 1_000_000_000;
    loop.timers.remove().run();
    assertThat(takeInterval(checking).getMaxValue()).as("it gives up").isGreaterThan(990_000_000);
    Counts counts = checking.finish().counts();
    assertThat(counts.lost()).isEqualTo(1);
    assertThat(counts.resequenced()).isEqualTo(1);
    assertThat(counts.reordered()).isZero();
  }

  @Test
  void theWaitForASkippedEventEndsWhenTheNextInOrderArrives() {
    SubscriberRecord subscriber = subscribe("room", loop);
    EventStream stream = recorder.publisher("room", 0, new long[] {10, 20, 30, 40});
    stream.published(4);
    clock.now = 12;
    receive(subscriber, event(stream, 0, 0));
    subscriber.gap(2);
    clock.now = 70;
    receive(subscriber, event(stream, 3, 0));
    Histogram delivered = takeInterval(recorder);
    Recording recording = recorder.finish();

    assertThat(delivered.getTotalCount()).as("skipped events are no deliveries").isEqualTo(2);
    Histogram waits = recording.histogram(Metric.SUPERSEDED_WAIT);
    assertThat(waits.getTotalCount()).isEqualTo(2);
    assertThat(waits.getCountAtValue(50)).as("due at 20").isEqualTo(1);
    assertThat(waits.getCountAtValue(40)).as("due at 30").isEqualTo(1);
    assertThat(recording.counts().skipped()).isEqualTo(2);
  }

  @Test
  void anEventSentBeforeTheRequestThatFetchedItHadToWaitForIt() {
    SubscriberRecord subscriber = subscribe("room", loop);
    EventStream stream = recorder.publisher("room", 0, new long[] {10, 20, 30});
    stream.published(3);
    clock.now = 5;
    subscriber.requested();
    clock.now = 50;
    receive(subscriber, event(stream, 0, 2));
    clock.now = 60;
    subscriber.requested();
    clock.now = 100;
    receive(subscriber, event(stream, 1, 2));
    receive(subscriber, event(stream, 1, 2));
    receive(subscriber, event(stream, 2, 40));

    Histogram waits = recorder.finish().histogram(Metric.REQUEST_WAIT);
    assertThat(waits.getTotalCount()).as("one, and its copy is none").isEqualTo(1);
    assertThat(waits.getMaxValue()).isEqualTo(60 - 22);
  }

  @Test
  void eachSubscriberHasItsOwnPercentile() {
    SubscriberRecord near = subscribe("room", loop);
    SubscriberRecord far = subscribe("room", loop);
    EventStream stream = recorder.publisher("room", 0, new long[20]);
    stream.published(20);
    for (int i = 0; i < 20; i++) {
      clock.now = 1_000_000;
      receive(near, event(stream, i, 0));
      clock.now = 50_000_000;
      receive(far, event(stream, i, 0));
    }
    Histogram own = recorder.finish().histogram(Metric.SUBSCRIBER_P50);
    assertThat(own.getTotalCount()).isEqualTo(2);
    assertThat(own.getMinValue()).isBetween(960_000L, 1_040_000L);
    assertThat(own.getMaxValue()).isBetween(48_000_000L, 52_000_000L);
  }

  @Test
  void aWaitThatNothingEndsIsSkippedWithoutATime() {
    SubscriberRecord subscriber = subscribe("room", loop);
    EventStream stream = recorder.publisher("room", 0, new long[] {10, 20});
    stream.published(2);
    subscriber.gap(2);
    clock.now = 99;
    Recording recording = recorder.finish();

    assertThat(recording.counts().skipped()).isEqualTo(2);
    assertThat(recording.histogram(Metric.SUPERSEDED_WAIT).getTotalCount()).isZero();
  }

  @Test
  void aLossCannotHideBehindAGapThatNamedAnotherPublishersEvent() {
    SubscriberRecord subscriber = subscribe("room", loop);
    EventStream one = recorder.publisher("room", 0, new long[] {10, 30, 50});
    EventStream other = recorder.publisher("room", 0, new long[] {20, 40, 60});
    one.published(3);
    other.published(3);
    clock.now = 12;
    receive(subscriber, event(one, 0, 0));
    subscriber.gap(1); // the other's 0, due at 20
    clock.now = 35;
    receive(subscriber, event(one, 1, 0));
    clock.now = 65;
    receive(subscriber, event(one, 2, 0));
    receive(subscriber, event(other, 2, 0)); // its 1, due at 40, never came
    Recording recording = recorder.finish();

    assertThat(recording.counts().delivered()).isEqualTo(4);
    assertThat(recording.counts().skipped()).isEqualTo(1);
    assertThat(recording.counts().lost()).isEqualTo(1);
    Histogram waits = recording.histogram(Metric.SUPERSEDED_WAIT);
    assertThat(waits.getMaxValue()).as("20 until 35, when something came").isEqualTo(15);
  }

  @Test
  void aGapWithoutANumberAccountsForNothingThatWasDueAfterItClosed() {
    SubscriberRecord subscriber = subscribe("room", loop);
    EventStream one = recorder.publisher("room", 0, new long[] {10, 30});
    EventStream other = recorder.publisher("room", 0, new long[] {20, 40, 60});
    one.published(2);
    other.published(3);
    subscriber.gap(Receiver.UNKNOWN);
    clock.now = 35;
    receive(subscriber, event(one, 1, 0));
    clock.now = 65;
    receive(subscriber, event(other, 2, 0));
    Recording recording = recorder.finish();

    assertThat(recording.counts().skipped()).as("10 and 20").isEqualTo(2);
    assertThat(recording.counts().lost()).as("40").isEqualTo(1);
  }

  @Test
  void nothingIsOwedThatWasNotPublished() {
    subscribe("room", loop);
    EventStream stream = recorder.publisher("room", 0, new long[] {1, 2, 3});
    stream.published(1);
    Recording recording = recorder.finish();

    assertThat(recording.counts().scheduled()).isEqualTo(3);
    assertThat(recording.counts().published()).isEqualTo(1);
    assertThat(recording.counts().lost()).isEqualTo(1);
  }

  @Test
  void aSubscriberIsOwedWhatIsDueWhileItIsThere() {
    Recorder draining = new Recorder(clock, 10);
    SubscriberRecord subscriber = draining.subscriber("room", loop, worst -> {});
    EventStream stream = draining.publisher("room", 0, new long[] {10, 20, 30, 40, 50});
    stream.published(5);
    clock.now = 20;
    subscriber.subscribed();
    clock.now = 50;
    subscriber.closed();

    assertThat(draining.finish().counts().expected()).as("20 and 30").isEqualTo(2);
  }

  @Test
  void theSpreadOfAnEventReachesOverEventLoops() {
    SubscriberRecord first = subscribe("room", loop);
    SubscriberRecord second = subscribe("room", otherLoop);
    SubscriberRecord third = subscribe("room", loop);
    EventStream stream = recorder.publisher("room", 0, new long[] {100});
    stream.published(1);

    clock.now = 150;
    receive(second, event(stream, 0, 0));
    clock.now = 170;
    receive(first, event(stream, 0, 0));
    clock.now = 195;
    receive(third, event(stream, 0, 0));
    Recording recording = recorder.finish();

    assertThat(recording.histogram(Metric.SPREAD).getMaxValue()).isEqualTo(45);
    assertThat(recording.histogram(Metric.LAST_DELIVERY).getMaxValue()).isEqualTo(95);
  }

  @Test
  void receiveLagRunsFromTheFirstReadOfALoopsTurn() {
    SubscriberRecord one = subscribe("room", loop);
    SubscriberRecord two = subscribe("room", loop);
    EventStream stream = recorder.publisher("room", 0, new long[] {1, 2});
    stream.published(2);

    clock.now = 100;
    receive(one, event(stream, 0, 1));
    clock.now = 107;
    receive(two, event(stream, 0, 1));
    loop.endTurn();
    clock.now = 200;
    receive(one, event(stream, 1, 1));
    Recording recording = recorder.finish();
    Histogram lag = recording.histogram(Metric.RECEIVE_LAG);

    assertThat(lag.getCountAtValue(0)).isEqualTo(2);
    assertThat(lag.getCountAtValue(7)).isEqualTo(1);
    assertThat(recording.wakeUps()).isEqualTo(2);
  }

  @Test
  void aDeliveryBeforeItsSendIsCountedAndNotHidden() {
    SubscriberRecord subscriber = subscribe("room", loop);
    EventStream stream = recorder.publisher("room", 1000, new long[] {0});
    stream.published(1);

    clock.now = 999;
    receive(subscriber, event(stream, 0, 0));

    assertThat(takeInterval(recorder).getTotalCount()).isZero();
    assertThat(recorder.finish().counts().negative()).isEqualTo(1);
  }

  @Test
  void damagedAndForeignStampsAreCounted() {
    SubscriberRecord subscriber = subscribe("room", loop);
    EventStream stream = recorder.publisher("room", 0, new long[] {1});
    EventStream elsewhere = recorder.publisher("elsewhere", 0, new long[] {1});
    stream.published(1);
    clock.now = 10;

    ByteBuf damaged = event(stream, 0, 0);
    int stamp = damaged.indexOf(0, damaged.writerIndex(), (byte) '~');
    damaged.setByte(stamp + 30, damaged.getByte(stamp + 30) == '0' ? '1' : '0');
    receive(subscriber, damaged);
    receive(subscriber, event(elsewhere, 0, 0));
    ByteBuf unknown = Unpooled.buffer();
    payload.writeTo(unknown, 99, 0, 1, 1);
    receive(subscriber, unknown);

    Recording recording = recorder.finish();
    assertThat(recording.counts().damaged()).isEqualTo(3);
    assertThat(recording.counts().lost()).isEqualTo(1);
  }

  @Test
  void everyStampOfABodyIsADelivery() {
    SubscriberRecord subscriber = subscribe("room", loop);
    EventStream stream = recorder.publisher("room", 0, new long[] {10, 20, 30});
    stream.published(3);
    clock.now = 100;

    receive(
        subscriber,
        Unpooled.wrappedBuffer(event(stream, 0, 0), event(stream, 1, 0), event(stream, 2, 0)));
    Histogram latency = takeInterval(recorder);

    assertThat(latency.getTotalCount()).isEqualTo(3);
    assertThat(latency.getCountAtValue(90)).isEqualTo(1);
    assertThat(latency.getCountAtValue(70)).isEqualTo(1);
    assertThat(recorder.finish().timeOutOfDate().peakNs()).isEqualTo(90);
  }

  @Test
  void sendDelayIsThePublishersOwn() {
    recorder.measure(new Window(0, 100));
    recorder.sent(50, 57);
    recorder.sent(100, 900);

    Histogram delay = recorder.finish().histogram(Metric.SEND_DELAY);
    assertThat(delay.getTotalCount()).isEqualTo(1);
    assertThat(delay.getMaxValue()).isEqualTo(7);
  }

  @Test
  void everyHundredthDeliveryOfALoopIsASampleOfTheWorst() {
    List<Long> samples = new ArrayList<>();
    SubscriberRecord subscriber = recorder.subscriber("room", loop, samples::add);
    subscriber.subscribed();
    EventStream stream = recorder.publisher("room", 0, new long[250]);
    stream.published(250);
    for (int i = 0; i < 250; i++) {
      clock.now = i == 42 ? 5000 : 100;
      receive(subscriber, event(stream, i, 0));
    }

    assertThat(samples).containsExactly(5000L, 100L);
  }

  @Test
  void theWindowIsSetBeforeAnythingIsPublished() {
    recorder.publisher("room", 0, new long[] {1});

    assertThatIllegalStateException().isThrownBy(() -> recorder.measure(new Window(0, 1)));
  }

  private SubscriberRecord subscribe(String room, Loop on) {
    SubscriberRecord subscriber = recorder.subscriber(room, on, worst -> {});
    subscriber.subscribed();
    return subscriber;
  }

  private ByteBuf event(EventStream stream, int sequence, long sendDelayNs) {
    ByteBuf bytes = Unpooled.buffer();
    long intended = stream.intendedSendTimeNs(sequence);
    payload.writeTo(bytes, stream.publisher(), sequence, intended, intended + sendDelayNs);
    return bytes;
  }

  private static void receive(SubscriberRecord subscriber, ByteBuf bytes) {
    subscriber.received(bytes, bytes.readerIndex(), bytes.writerIndex());
  }

  private static final class FakeClock implements Clock {
    long now;

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public Instant wallTime() {
      return Instant.ofEpochSecond(0, now);
    }
  }

  /** An event loop whose turns end when the test says so. */
  private static final class TurnByTurn implements Loop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    final Queue<Runnable> timers = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public void after(long delayNs, Runnable task) {
      timers.add(task);
    }

    void endTurn() {
      while (!tasks.isEmpty()) {
        tasks.remove().run();
      }
    }
  }
}
