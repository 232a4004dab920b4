package dev.pushmark.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.pacing.Pacer;
import dev.pushmark.scenarios.recording.EventStream;
import dev.pushmark.scenarios.recording.Loop;
import dev.pushmark.scenarios.recording.Recorder;
import dev.pushmark.scenarios.recording.SubscriberRecord;
import dev.pushmark.scenarios.schedule.ConstantRate;
import dev.pushmark.scenarios.stamp.Payload;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Tally;
import dev.pushmark.scenarios.transport.http.HttpPublishing;
import dev.pushmark.scenarios.transport.websocket.WebSocketTransport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Coordinated omission, shown on a server that is stopped for one second of ten: what is recorded
 * from the intended send time sees every event that had to wait; what is recorded by a publisher
 * that waits for each event sees one.
 */
@EnabledOnOs(OS.LINUX) // SIGSTOP
class StalledServerTest {
  private static final int EVENTS_PER_SECOND = 200;
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long MEASUREMENT_NS = 10 * SECOND_NS;
  private static final long STALL_NS = SECOND_NS;
  private static final int ATTEMPTS = 3;

  private final Clock clock = Clock.system();
  private final EventLoopGroup subscribing =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoopGroup publishing =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private Process server;
  private Endpoint endpoint;

  @BeforeEach
  void startServer() throws IOException {
    server =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.pushmark.server.Main",
                "--port",
                "0")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output = server.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null && !line.startsWith("pushmark-server listening on ")) {
      line = output.readLine();
    }
    assertThat(line).as("the server's announcement").isNotNull();
    endpoint = Endpoint.of(URI.create(line.substring(line.lastIndexOf(' ') + 1)));
  }

  @AfterEach
  void stopServer() {
    server.destroyForcibly();
    subscribing.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    publishing.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  /** Up to three times, since other load may stop us in the midst of it, too. */
  @Test
  void stalledServerInflatesDeliveryLatencyOfEveryEventItMadeWait() throws Exception {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        stallOnce();
        return;
      } catch (AssertionError perhapsOtherLoad) {
        server.destroyForcibly();
        complaints.clear();
        startServer();
      }
    }
    stallOnce();
  }

  private void stallOnce() throws Exception {
    Recorder recorder = new Recorder(clock, 0);
    CountDownLatch subscribed = new CountDownLatch(2);
    SubscriberRecord record = recorder.subscriber("open", Loop.of(subscribing.next()), worst -> {});
    Line line = line(subscribing.next());
    OneInFlight oneInFlight = new OneInFlight(line(publishing.next()), subscribed);
    line.loop()
        .execute(
            () -> {
              new WebSocketTransport().subscribe(line, "open", announcing(record, subscribed));
              new WebSocketTransport().subscribe(line, "closed", oneInFlight);
            });
    assertThat(subscribed.await(20, TimeUnit.SECONDS)).as("subscribed").isTrue();

    long startNs = clock.nanoTime() + SECOND_NS / 10;
    long[] dueNs = new ConstantRate(EVENTS_PER_SECOND).dueTimesNs(MEASUREMENT_NS, 1);
    EventStream stream = recorder.publisher("open", startNs, dueNs);
    Pacer pacer = new Pacer(publishing.next(), clock, recorder);
    var published = pacer.publish(stream, open("open"), 200);
    oneInFlight.start(open("closed"), startNs, dueNs);

    waitUntil(startNs + 4 * SECOND_NS);
    signal("STOP");
    long stoppedNs = clock.nanoTime();
    waitUntil(stoppedNs + STALL_NS);
    long resumedNs = clock.nanoTime();
    signal("CONT");

    published.get(30, TimeUnit.SECONDS);
    assertThat(oneInFlight.done.await(30, TimeUnit.SECONDS)).as("all came back").isTrue();
    waitUntil(clock.nanoTime() + SECOND_NS);
    Histogram latency = recorder.takeInterval();

    assertThat(complaints).isEmpty();
    assertThat(latency.getTotalCount()).isEqualTo(dueNs.length);
    assertEvenlySpreadOverTheStall(latency, (resumedNs - stoppedNs) / 1e9);
    assertThat(latency.getValueAtPercentile(99)).isGreaterThan(8 * STALL_NS / 10);

    // Whoever waits for each event sends one into the stall, and none while it lasts.
    assertThat(oneInFlight.sentBetween(stoppedNs, resumedNs)).isLessThanOrEqualTo(1);
    assertThat(countAbove(oneInFlight.serviceTime, 8 * STALL_NS / 10)).isLessThanOrEqualTo(1);
  }

  /**
   * Events are due evenly, so those that fall into the stall wait at least for what is left of it:
   * of a stall of s seconds, rate × (s − x) events wait for longer than x. That bound holds however
   * slow the machine is. From above there is only the machine's own lateness, which the events
   * outside the stall show.
   */
  private static void assertEvenlySpreadOverTheStall(Histogram latency, double stallSeconds) {
    for (double x = 0.9; x > 0.05; x -= 0.1) {
      double stalled = EVENTS_PER_SECOND * (stallSeconds - x);
      long longer = countAbove(latency, (long) (x * 1e9));
      assertThat((double) longer)
          .as("events that waited longer than %.1f s", x)
          .isGreaterThanOrEqualTo(stalled - 2);
    }
    double half = countAbove(latency, SECOND_NS / 2) / (double) latency.getTotalCount();
    assertThat(half).as("share that waited longer than half a second").isLessThan(0.25);
  }

  private static long countAbove(Histogram histogram, long valueNs) {
    return histogram.getTotalCount() - histogram.getCountBetweenValues(0, valueNs);
  }

  private Line line(EventLoop loop) {
    return new Line(loop, NioSocketChannel::new, endpoint, new Tally(), clock);
  }

  private Publisher open(String room) throws Exception {
    return new HttpPublishing()
        .open(line(publishing.next()), room, complaints::add)
        .get(10, TimeUnit.SECONDS);
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder(List.of("kill", "-" + name, Long.toString(server.pid()))).start();
    assertThat(kill.waitFor()).isZero();
  }

  private void waitUntil(long timeNs) throws InterruptedException {
    long leftNs = timeNs - clock.nanoTime();
    assertThat(new CountDownLatch(1).await(leftNs, TimeUnit.NANOSECONDS)).isFalse();
  }

  private static Receiver announcing(SubscriberRecord record, CountDownLatch subscribed) {
    return new Receiver() {
      @Override
      public void subscribed() {
        record.subscribed();
        subscribed.countDown();
      }

      @Override
      public void received(ByteBuf bytes, int from, int to) {
        record.received(bytes, from, to);
      }

      @Override
      public void gap(long missed) {
        record.gap(missed);
      }

      @Override
      public void ended(String reason) {
        record.ended(reason);
      }
    };
  }

  /**
   * The mistake, for comparison: a publisher that sends an event when it is due <em>and</em> the
   * last one has come back, and measures from when it sent it.
   */
  private final class OneInFlight implements Receiver {
    final Histogram serviceTime = new Histogram(3);
    final CountDownLatch done = new CountDownLatch(1);
    private final Line line;
    private final CountDownLatch subscribed;
    private final Payload payload = new Payload(200);
    private @Nullable Publisher publisher;
    private long startNs;
    private long[] dueNs = {};
    private int next;
    private long sentNs;
    private final List<Long> sendTimesNs = new CopyOnWriteArrayList<>();

    OneInFlight(Line line, CountDownLatch subscribed) {
      this.line = line;
      this.subscribed = subscribed;
    }

    void start(Publisher opened, long start, long[] due) {
      line.loop()
          .execute(
              () -> {
                publisher = opened;
                startNs = start;
                dueNs = due;
                sendWhenDue();
              });
    }

    long sentBetween(long fromNs, long toNs) {
      return sendTimesNs.stream().filter(t -> t >= fromNs && t < toNs).count();
    }

    private void sendWhenDue() {
      long delayNs = Math.max(0, startNs + dueNs[next] - clock.nanoTime());
      line.loop().schedule(this::send, delayNs, TimeUnit.NANOSECONDS);
    }

    private void send() {
      ByteBuf event = PooledByteBufAllocator.DEFAULT.ioBuffer(payload.bytes());
      sentNs = clock.nanoTime();
      sendTimesNs.add(sentNs);
      payload.writeTo(event, 1, next, startNs + dueNs[next], sentNs);
      Publisher to = java.util.Objects.requireNonNull(publisher);
      to.write(event);
      to.flush();
    }

    @Override
    public void received(ByteBuf bytes, int from, int to) {
      long receivedNs = clock.nanoTime();
      line.loop()
          .execute(
              () -> {
                serviceTime.recordValue(receivedNs - sentNs);
                // It gives up with the schedule, not after catching up on it.
                next = nextDueAfter(clock.nanoTime());
                if (next < dueNs.length) {
                  sendWhenDue();
                } else {
                  done.countDown();
                }
              });
    }

    private int nextDueAfter(long nowNs) {
      int i = next + 1;
      while (i < dueNs.length && startNs + dueNs[i] < nowNs) {
        i++;
      }
      return i;
    }

    @Override
    public void subscribed() {
      subscribed.countDown();
    }

    @Override
    public void gap(long missed) {
      throw new AssertionError("nothing is dropped here");
    }

    @Override
    public void ended(String reason) {
      throw new AssertionError(reason);
    }
  }
}
