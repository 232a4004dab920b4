package dev.pushmark.scenarios.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.model.Polling;
import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.contract.ClientLoop;
import dev.pushmark.scenarios.contract.Events;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.stamp.StampReader;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.http.HttpPublishing;
import dev.pushmark.scenarios.transport.polling.PollPhases;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.wire.Tls;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Subscribers of the reference server are cut at random moments while events flow, and come back:
 * behind the last event they have, or at whatever comes next.
 */
@Timeout(60)
@ExtendWith(LogCheck.class)
class ResumeThroughProxyTest {
  private static final String ROOM = "room";
  private static final int READERS = 5;
  private static final int CUTS = 50;
  private static final int EVENTS = 1_000;
  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final int FIRST = Events.SMALL_FROM;
  private static final int LAST = FIRST + EVENTS;
  private static final Polling POLLING =
      new Polling(
          Duration.ofMillis(20),
          Polling.Phase.RANDOM,
          Polling.Pace.FIXED_RATE,
          Duration.ofSeconds(5));

  @ParameterizedTest(name = "{0}, TLS {1}")
  @CsvSource({"websocket, false", "websocket, true", "sse, false", "long-polling, false"})
  void whoResumesAfterRandomCutsLosesNothingAndGetsNothingTwice(String transport, boolean tls)
      throws Exception {
    List<Reader> readers = cutAtRandom(transport, tls, true);
    List<Integer> all = IntStream.range(FIRST, LAST).boxed().toList();
    for (Reader reader : readers) {
      assertThat(reader.sequences).isEqualTo(all);
    }
  }

  @ParameterizedTest
  @CsvSource({"websocket", "sse"})
  void whoDoesNotResumeLosesWhatCameMeanwhileInSilence(String transport) throws Exception {
    List<Reader> readers = cutAtRandom(transport, false, false);
    int lost = 0;
    for (Reader reader : readers) {
      Set<Integer> distinct = new HashSet<>(reader.sequences);
      assertThat(reader.sequences).hasSize(distinct.size()).isSorted();
      lost += EVENTS - distinct.size();
    }
    assertThat(lost).isPositive();
  }

  private static List<Reader> cutAtRandom(String transportName, boolean tls, boolean resume)
      throws Exception {
    ServerConfig config = ServerConfig.defaults();
    if (tls) {
      config = config.withTls(Tls.selfSigned(true, Clock.SYSTEM));
    }
    try (ReferenceServer server = ReferenceServer.start(config);
        FaultProxy proxy =
            FaultProxy.start(
                Wire.CLOCK,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        ClientLoop publishing = new ClientLoop(url(tls, server.port()));
        ClientLoop subscribing = new ClientLoop(url(tls, proxy.address().getPort()))) {
      ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
      Publisher publisher = publishing.open(new HttpPublishing(), ROOM, complaints::add);
      Transport transport =
          Transports.create(transportName, POLLING, new PollPhases(POLLING, READERS, 0, 1));
      List<Reader> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        Reader reader = new Reader(transport, subscribing.line(), resume);
        readers.add(reader);
        subscribing.run(reader::subscribe);
      }
      Wire.await("all have subscribed", () -> readers.stream().allMatch(r -> r.present));

      // Whoever is cut before its first event does not know where it was: no transport tells it.
      publishing.publish(publisher, FIRST, FIRST + 1);
      Wire.await("all have a place", () -> readers.stream().allMatch(r -> r.lastId != null));

      CompletableFuture<Void> cuts =
          proxy.run(FaultPlan.randomCuts(CUTS, Duration.ZERO, WINDOW, 1), Wire.CLOCK.nanoTime());
      for (int i = FIRST + 1; i < LAST; i++) {
        publishing.publish(publisher, i, i + 1);
        LockSupport.parkNanos(WINDOW.toNanos() / EVENTS);
      }
      cuts.get(20, TimeUnit.SECONDS);
      Wire.await("all are back", () -> readers.stream().allMatch(r -> r.present));
      publishing.publish(publisher, LAST, LAST + 1);
      Wire.await("the last event came", () -> readers.stream().allMatch(r -> r.sawLast));

      long struck = proxy.log().struck(Fault.Cut.class);
      long missed = proxy.log().entries().size() - struck;
      assertThat(struck + missed).isEqualTo(CUTS);
      assertThat(struck).isGreaterThan(CUTS / 2);
      assertThat(readers.stream().mapToInt(reader -> reader.endings.get()).sum())
          .as("each cut ends one subscription, and nothing else does")
          .isEqualTo((int) struck);
      assertThat(complaints).isEmpty();
      subscribing.run(() -> readers.forEach(reader -> reader.leaving = true));
      return readers;
    }
  }

  /** Comes back a little after each end. All but its counts is used on its event loop only. */
  private static final class Reader implements Receiver {
    private static final int PAUSE_MS = 5;
    private static final Pattern ID =
        Pattern.compile("(?:^id: |\\{\"id\":\")([A-Za-z0-9._~-]+-[0-9]+)", Pattern.MULTILINE);

    final List<Integer> sequences = new ArrayList<>();
    final AtomicInteger endings = new AtomicInteger();
    volatile boolean present;
    volatile boolean sawLast;
    boolean leaving;
    private final Transport transport;
    private final Line line;
    private final boolean resumes;
    private final StampReader stamp = new StampReader();
    private volatile @Nullable String lastId;

    Reader(Transport transport, Line line, boolean resumes) {
      this.transport = transport;
      this.line = line;
      this.resumes = resumes;
    }

    void subscribe() {
      transport.subscribe(line, ROOM, resumes ? lastId : null, this);
    }

    @Override
    public void subscribed() {
      present = true;
    }

    @Override
    public void received(ByteBuf bytes, int from, int to) {
      for (int at = stamp.next(bytes, from, to); at >= 0; at = stamp.next(bytes, at, to)) {
        if (!stamp.intact()) {
          throw new AssertionError("a damaged stamp");
        }
        if (stamp.sequence() == LAST) {
          sawLast = true;
        } else {
          sequences.add(stamp.sequence());
        }
      }
      Matcher ids = ID.matcher(bytes.toString(from, to - from, US_ASCII));
      while (ids.find()) {
        lastId = ids.group(1);
      }
    }

    @Override
    public void gap(long missed) {
      sequences.add(-1); // nothing is ever that far behind
    }

    @Override
    public void ended(String reason) {
      present = false;
      endings.incrementAndGet();
      if (!leaving) {
        line.loop().schedule(this::subscribe, PAUSE_MS, TimeUnit.MILLISECONDS);
      }
    }
  }

  private static URI url(boolean tls, int port) {
    return URI.create((tls ? "https" : "http") + "://127.0.0.1:" + port);
  }
}
