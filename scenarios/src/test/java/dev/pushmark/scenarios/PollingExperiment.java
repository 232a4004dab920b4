package dev.pushmark.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Workload.PublishVia;
import dev.pushmark.scenarios.contract.ClientLoop;
import dev.pushmark.scenarios.pacing.Pacer;
import dev.pushmark.scenarios.recording.EventStream;
import dev.pushmark.scenarios.recording.Loop;
import dev.pushmark.scenarios.recording.Recorder;
import dev.pushmark.scenarios.recording.Recording;
import dev.pushmark.scenarios.recording.SubscriberRecord;
import dev.pushmark.scenarios.recording.Window;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.schedule.Poisson;
import dev.pushmark.scenarios.stamp.StampReader;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.polling.PollPhases;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Short polling of Poisson streams, each room with a stream and a subscriber of its own so that
 * deliveries are independent of each other; beside each, a subscriber to whom the same events are
 * pushed.
 */
final class PollingExperiment {
  static final double INTERVAL_S = 0.5;

  /** Events per second in each room. */
  static final double RATE = 8;

  private static final int ROOMS = 60;
  private static final long NS = 1_000_000_000L;
  private static final long WARMUP_NS = 3 * NS / 2;
  private static final long MEASUREMENT_NS = 13 * NS / 2;

  private final Clock clock = Clock.system();
  private final Recorder recorder = new Recorder(clock, 0);
  private final PushLatency push = new PushLatency();
  private final CountDownLatch subscribed = new CountDownLatch(2 * ROOMS);
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  /**
   * What came out, in seconds.
   *
   * @param pushMean mean delivery latency of push
   * @param pollMean mean delivery latency of polling
   * @param meanOutOfDate mean time out of date of polling subscribers
   * @param deliveries polled deliveries behind the figures
   */
  record Figures(double pushMean, double pollMean, double meanOutOfDate, long deliveries) {}

  Figures run() throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults().withEventLoops(1));
        ClientLoop subscribers = new ClientLoop(urlOf(server));
        ClientLoop publishers = new ClientLoop(urlOf(server))) {
      subscribe(subscribers);
      assertThat(subscribed.await(20, TimeUnit.SECONDS)).as("subscribed").isTrue();
      publish(publishers);
      awaitDeliveries();
      double pollMean = recorder.takeInterval().getMean() / NS;
      Recording polled = subscribers.call(recorder::finish);
      assertThat(complaints).isEmpty();
      assertThat(polled.counts().delivered()).isEqualTo(polled.counts().published());
      return new Figures(
          subscribers.call(push::meanSeconds),
          pollMean,
          polled.timeOutOfDate().meanNs() / NS,
          polled.counts().delivered());
    }
  }

  /** In each room one that polls, recorded, and one to whom the same events are pushed. */
  private void subscribe(ClientLoop loop) throws Exception {
    Duration interval = Duration.ofNanos((long) (INTERVAL_S * NS));
    Polling polling =
        new Polling(interval, Polling.Phase.RANDOM, Polling.Pace.FIXED_RATE, interval);
    PollPhases phases = new PollPhases(polling, ROOMS, clock.nanoTime(), 1);
    Transport poll = Transports.create("short-polling", polling, phases);
    Transport websocket = Transports.create("websocket", polling, phases);
    for (int i = 0; i < ROOMS; i++) {
      String room = "room" + i;
      SubscriberRecord record = recorder.subscriber(room, Loop.of(loop.line().loop()), worst -> {});
      loop.subscribe(poll, room, new Announcing(record));
      loop.subscribe(websocket, room, new Announcing(push));
    }
  }

  private void publish(ClientLoop loop) throws Exception {
    List<Publisher> publishers = new ArrayList<>();
    for (int i = 0; i < ROOMS; i++) {
      publishers.add(
          loop.open(Transports.publishing(PublishVia.HTTP), "room" + i, complaints::add));
    }
    long startNs = clock.nanoTime() + NS / 10;
    Window window = new Window(startNs + WARMUP_NS, startNs + WARMUP_NS + MEASUREMENT_NS);
    recorder.measure(window);
    push.window = window;
    Pacer pacer = new Pacer(loop.line().loop(), clock, recorder);
    List<CompletableFuture<Void>> published = new ArrayList<>();
    for (int i = 0; i < ROOMS; i++) {
      long[] dueNs = new Poisson(RATE).dueTimesNs(WARMUP_NS + MEASUREMENT_NS, 100 + i);
      EventStream stream = recorder.publisher("room" + i, startNs, dueNs);
      published.add(pacer.publish(stream, publishers.get(i), 200));
    }
    CompletableFuture.allOf(published.toArray(new CompletableFuture<?>[0]))
        .get(30, TimeUnit.SECONDS);
  }

  private void awaitDeliveries() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 1_000 && recorder.arrivals() < recorder.published(); i++) {
      assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(recorder.arrivals()).isEqualTo(recorder.published());
  }

  private static URI urlOf(ReferenceServer server) {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** Mean delivery latency of measured events. Used on one event loop. */
  private final class PushLatency implements Receiver {
    private final StampReader stamp = new StampReader();
    private volatile Window window = Window.ALWAYS;
    private double sumNs;
    private long count;

    double meanSeconds() {
      return sumNs / count / NS;
    }

    @Override
    public void subscribed() {}

    @Override
    public void received(ByteBuf bytes, int from, int to) {
      long nowNs = clock.nanoTime();
      for (int at = stamp.next(bytes, from, to); at >= 0; at = stamp.next(bytes, at, to)) {
        if (window.contains(stamp.intendedSendTimeNs())) {
          sumNs += nowNs - stamp.intendedSendTimeNs();
          count++;
        }
      }
    }

    @Override
    public void gap(long missed) {
      complaints.add("gap");
    }

    @Override
    public void ended(String reason) {
      complaints.add(reason);
    }
  }

  private final class Announcing implements Receiver {
    private final Receiver receiver;

    Announcing(Receiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public void subscribed() {
      receiver.subscribed();
      subscribed.countDown();
    }

    @Override
    public void received(ByteBuf bytes, int from, int to) {
      receiver.received(bytes, from, to);
    }

    @Override
    public void gap(long missed) {
      receiver.gap(missed);
    }

    @Override
    public void ended(String reason) {
      receiver.ended(reason);
    }
  }
}
