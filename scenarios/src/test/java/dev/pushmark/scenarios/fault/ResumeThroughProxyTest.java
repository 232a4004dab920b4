package dev.pushmark.scenarios.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.model.Polling;
import dev.pushmark.scenarios.contract.ClientLoop;
import dev.pushmark.scenarios.contract.Events;
import dev.pushmark.scenarios.reconnect.Backoff;
import dev.pushmark.scenarios.reconnect.Outages;
import dev.pushmark.scenarios.reconnect.Reconnecting;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.http.HttpPublishing;
import dev.pushmark.scenarios.transport.polling.PollPhases;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.wire.Tls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Subscribers of the reference server are cut at random moments while events flow, and come back:
 * behind the last event they have, or at whatever comes next. (Netty warns of handshakes of TLS
 * that are cut, so that its warnings prove nothing here.)
 */
@Timeout(60)
class ResumeThroughProxyTest {
  private static final String ROOM = "room";
  private static final int READERS = 5;
  private static final int CUTS = 50;
  private static final int EVENTS = 300;
  private static final Duration WINDOW = Duration.ofMillis(300);
  private static final int FIRST = Events.SMALL_FROM;
  private static final int LAST = FIRST + EVENTS;
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Polling POLLING =
      new Polling(
          Duration.ofMillis(20),
          Polling.Phase.RANDOM,
          Polling.Pace.FIXED_RATE,
          Duration.ofSeconds(5));

  /**
   * What became of it.
   *
   * @param readers each with what it got
   * @param struck connections that the proxy cut
   * @param noticed subscriptions that ended, and attempts to come back that failed
   */
  private record Aftermath(List<SequenceReader> readers, long struck, long noticed) {}

  @ParameterizedTest(name = "{0}, TLS {1}")
  @CsvSource({
    "websocket, false",
    "websocket, true",
    "sse, false",
    "long-polling, false",
    "socketio-websocket, false",
    "grpc, false"
  })
  void whoResumesAfterRandomCutsLosesNothingAndGetsNothingTwice(String transport, boolean tls)
      throws Exception {
    Aftermath aftermath = cutAtRandom(transport, tls, true);
    List<Integer> all = IntStream.rangeClosed(FIRST, LAST).boxed().toList();
    for (SequenceReader reader : aftermath.readers) {
      assertThat(reader.sequences).isEqualTo(all);
    }
    assertThat(aftermath.noticed)
        .as("each cut ends a subscription or an attempt, and nothing else does")
        .isEqualTo(aftermath.struck);
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "sse"})
  void whoBeginsAnewLosesWhatCameMeanwhileInSilence(String transport) throws Exception {
    Aftermath aftermath = cutAtRandom(transport, false, false);
    int lost = 0;
    for (SequenceReader reader : aftermath.readers) {
      assertThat(reader.sequences).doesNotHaveDuplicates().isSorted();
      lost += EVENTS + 1 - reader.sequences.size();
    }
    assertThat(lost).isPositive();
    assertThat(aftermath.noticed).isEqualTo(aftermath.struck);
  }

  private static Aftermath cutAtRandom(String name, boolean tls, boolean resumes) throws Exception {
    ServerConfig plain = ServerConfig.defaults();
    ServerConfig config = tls ? plain.withTls(Tls.selfSigned(true, Clock.SYSTEM)) : plain;
    InetAddress here = InetAddress.getLoopbackAddress();
    Queue<String> complaints = new ConcurrentLinkedQueue<>();
    Outages outages = new Outages();
    List<SequenceReader> readers = new ArrayList<>();
    List<Subscription> subscriptions = new ArrayList<>();
    try (ReferenceServer server = ReferenceServer.start(config);
        FaultProxy proxy =
            FaultProxy.start(Wire.CLOCK, new InetSocketAddress(here, server.port()));
        ClientLoop publishing = new ClientLoop(url(tls, server.port()));
        ClientLoop subscribing = new ClientLoop(url(tls, proxy.address().getPort()))) {
      Transport transport =
          new Reconnecting(
              Transports.create(name, POLLING, new PollPhases(POLLING, READERS, 0, 1)),
              new Backoff.Fixed(PAUSE),
              resumes,
              CUTS,
              1,
              outages);
      for (int i = 0; i < READERS; i++) {
        SequenceReader reader = new SequenceReader();
        readers.add(reader);
        subscriptions.add(subscribing.subscribe(transport, ROOM, reader));
      }
      Wire.await("all have subscribed", () -> readers.stream().allMatch(r -> r.subscribed));
      Publisher publisher = publishing.open(new HttpPublishing(), ROOM, complaints::add);

      FaultPlan plan = FaultPlan.randomCuts(CUTS, Duration.ZERO, WINDOW, 1);
      CompletableFuture<Void> cuts = proxy.run(plan, Wire.CLOCK.nanoTime());
      for (int i = FIRST; i < LAST; i++) {
        publishing.publish(publisher, i, i + 1);
        LockSupport.parkNanos(WINDOW.toNanos() / EVENTS);
      }
      cuts.get(20, TimeUnit.SECONDS);
      long struck = proxy.log().struck(Fault.Cut.class);
      Wire.await(
          "each cut has been noticed, and all are back",
          () -> noticed(outages) == struck && isEverybodyBack(outages));
      publishing.publish(publisher, LAST, LAST + 1);
      Wire.await("the last event came", () -> readers.stream().allMatch(r -> r.latest == LAST));

      subscribing.run(() -> subscriptions.forEach(Subscription::close));
      assertThat(proxy.log().entries()).as("cuts, and those that struck nobody").hasSize(CUTS);
      assertThat(struck).isGreaterThanOrEqualTo(READERS);
      assertThat(complaints).isEmpty();
      return new Aftermath(readers, struck, noticed(outages));
    }
  }

  private static long noticed(Outages outages) {
    dev.pushmark.results.model.Outages counts = outages.figures().counts();
    return counts.cuts() + counts.attempts() - counts.recovered();
  }

  private static boolean isEverybodyBack(Outages outages) {
    dev.pushmark.results.model.Outages counts = outages.figures().counts();
    return counts.recovered() == counts.cuts();
  }

  private static URI url(boolean tls, int port) {
    return URI.create((tls ? "https" : "http") + "://127.0.0.1:" + port);
  }
}
