package dev.pushmark.scenarios.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.results.model.Polling;
import dev.pushmark.scenarios.contract.ClientLoop;
import dev.pushmark.scenarios.fault.FaultLog.Effect;
import dev.pushmark.scenarios.reconnect.Backoff;
import dev.pushmark.scenarios.reconnect.Outages;
import dev.pushmark.scenarios.reconnect.Reconnecting;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.polling.PollPhases;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections of the reference server become half-open; who listens for heartbeats finds out. */
@Timeout(60)
class HalfOpenThroughProxyTest {
  private static final int READERS = 5;
  private static final Duration HEARTBEAT = Duration.ofMillis(100);

  /** Long beside the heartbeat, so that on a busy machine, too, nobody living is taken for dead. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private static final Polling POLLING =
      new Polling(
          Duration.ofSeconds(1),
          Polling.Phase.RANDOM,
          Polling.Pace.FIXED_RATE,
          Duration.ofSeconds(5));

  @ParameterizedTest
  @CsvSource({"websocket, 5", "socketio-websocket, 5", "sse, 0"})
  void subscribersFindEachByItsSilenceAndTheServerThoseThatAnswerItsHeartbeats(
      String name, int foundByServer) throws Exception {
    ServerConfig config = ServerConfig.defaults().withHeartbeat(HEARTBEAT);
    InetAddress here = InetAddress.getLoopbackAddress();
    Outages outages = new Outages();
    List<SequenceReader> readers = new ArrayList<>();
    try (ReferenceServer server = ReferenceServer.start(config);
        FaultProxy proxy =
            FaultProxy.start(Wire.CLOCK, new InetSocketAddress(here, server.port()));
        ClientLoop subscribing =
            new ClientLoop(URI.create("http://127.0.0.1:" + proxy.address().getPort()))) {
      Transport transport =
          new Reconnecting(
              Transports.create(name, POLLING, new PollPhases(POLLING, READERS, 0, 1)),
              new Backoff.Immediate(),
              true,
              READERS,
              1,
              outages,
              SILENCE);
      for (int i = 0; i < READERS; i++) {
        readers.add(new SequenceReader());
        subscribing.subscribe(transport, "room", readers.get(i));
      }
      Wire.await("all have subscribed", () -> readers.stream().allMatch(r -> r.subscribed));
      FaultPlan everybodyTwice =
          new FaultPlan(
              1,
              List.of(
                  new PlannedFault(Duration.ZERO, new Fault.HalfOpen()),
                  new PlannedFault(Duration.ZERO, new Fault.HalfOpen())));
      proxy.run(everybodyTwice, Wire.CLOCK.nanoTime()).get(20, TimeUnit.SECONDS);
      Set<Integer> struck = ports(proxy, Effect.STRUCK);
      Wire.await("their subscribers find them", () -> silent(outages).containsAll(struck));
      Wire.await("and are all back", () -> isEverybodyBack(outages));
      Wire.await(
          "the server has found them", () -> ports(proxy, Effect.NOTICED).size() >= foundByServer);

      assertThat(struck).hasSize(READERS);
      assertThat(ports(proxy, Effect.NOTICED)).hasSize(foundByServer);
      assertThat(proxy.log().struck(Fault.HalfOpen.class))
          .as("what is half-open does not become so again")
          .isEqualTo(READERS);
      assertThat(readers).allMatch(reader -> !reader.sequences.contains(SequenceReader.END));
    }
  }

  private static Set<Integer> silent(Outages outages) {
    return outages.figures().silences().stream()
        .map(Outages.Silence::port)
        .collect(Collectors.toSet());
  }

  private static boolean isEverybodyBack(Outages outages) {
    dev.pushmark.results.model.Outages counts = outages.figures().counts();
    return counts.recovered() == counts.cuts();
  }

  private static Set<Integer> ports(FaultProxy proxy, Effect effect) {
    return proxy.log().entries().stream()
        .filter(entry -> entry.effect() == effect)
        .map(FaultLog.Entry::port)
        .collect(Collectors.toSet());
  }
}
