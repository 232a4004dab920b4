package dev.pushmark.scenarios.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Outages;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.results.model.Reconnect;
import dev.pushmark.results.store.HistogramLog;
import dev.pushmark.results.store.Json;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounds in which subscribers are cut off again and again, by an injector as the lab starts it. */
@Timeout(90)
class TroubledRoundTest {
  private static final int CUTS = 200;

  /** A round, and how many subscriptions its server counted in all. */
  private record Troubled(Injection injection, OptionalLong subscriptions) {}

  private static Troubled roundWithCuts(Path folder, String transport, boolean resume)
      throws Exception {
    Network network =
        new Network(
            Duration.ZERO,
            FaultPlan.randomCuts(CUTS, Duration.ofMillis(200), Duration.ofMillis(1500), 3).faults(),
            new Reconnect(
                Reconnect.Backoff.JITTER,
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                resume,
                100));
    Troubled round = round(folder, transport, network);
    assertThat(round.injection.disconnected()).isZero();
    return round;
  }

  private static Troubled round(Path folder, String transport, Network network) throws Exception {
    ChildJvm.Result result;
    OptionalLong subscriptions;
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      URI url = URI.create("http://127.0.0.1:" + server.port());
      // Without a warm-up, whose events are not counted but missed as well.
      Path spec = SmallRound.write(folder, url, transport, Duration.ZERO, network);
      result = ChildJvm.run(folder, Map.of(), Injector.class, spec.toString());
      subscriptions = AcceptedSubscriptions.of(url).get(10, TimeUnit.SECONDS);
    }
    assertThat(result.exitCode()).as(result.err()).isZero();
    Injection injection = Json.read(folder.resolve("injection.json"), Injection.class);
    assertThat(injection.complaints()).isEmpty();
    assertThat(injection.counts().published()).isEqualTo(injection.counts().scheduled());
    return new Troubled(injection, subscriptions);
  }

  private static Outages outages(Injection injection) {
    return Objects.requireNonNull(injection.outages());
  }

  private static void assertEachCutWasNoticedOnce(Injection injection) {
    List<Long> struck = Objects.requireNonNull(injection.struck());
    Outages outages = outages(injection);
    assertThat(struck).hasSize(CUTS).allMatch(connections -> connections <= 1);
    assertThat(outages.cuts() + outages.attempts() - outages.recovered())
        .as("subscriptions that ended, and attempts that failed")
        .isEqualTo(struck.stream().mapToLong(Long::longValue).sum())
        .isGreaterThan(CUTS / 2);
    assertThat(outages.recovered()).isEqualTo(outages.cuts());
    assertThat(outages.givenUp()).isZero();
  }

  /**
   * What subscribers call there again, the server has counted as a subscription; of attempts that
   * were cut off in their turn, it has begun some before its client heard of it.
   */
  private static void assertTheServerCountedAsMany(Troubled round) {
    Outages outages = outages(round.injection);
    assertThat(round.subscriptions.orElseThrow() - SmallRound.SUBSCRIBERS)
        .isBetween(outages.recovered(), outages.attempts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "long-polling"})
  void whoResumesLosesNothingAndGetsNothingTwice(String transport, @TempDir Path folder)
      throws Exception {
    Troubled round = roundWithCuts(folder, transport, true);
    Injection injection = round.injection;
    Counts counts = injection.counts();

    assertEachCutWasNoticedOnce(injection);
    if (transport.equals("websocket")) { // of which a connection is a subscriber
      assertTheServerCountedAsMany(round);
    }
    assertThat(counts.lost()).isZero();
    assertThat(counts.duplicated()).isZero();
    assertThat(counts.skipped()).isZero();
    assertThat(counts.delivered()).isEqualTo(counts.published() * SmallRound.SUBSCRIBERS_PER_ROOM);
    Map<Metric, List<Histogram>> histograms =
        HistogramLog.read(folder.resolve("injection.hlog")).getOrDefault(SmallRound.ID, Map.of());
    assertThat(values(histograms, Metric.RECOVERY)).isEqualTo(outages(injection).recovered());
    assertThat(outages(injection).silences()).isZero();
    assertThat(values(histograms, Metric.DETECTION)).as("a cut tells itself").isZero();
  }

  private static long values(Map<Metric, List<Histogram>> histograms, Metric metric) {
    return histograms.getOrDefault(metric, List.of()).stream()
        .mapToLong(Histogram::getTotalCount)
        .sum();
  }

  @Test
  void bystandersGoPastTheProxyAndTellTheirLatenciesBesideTheOthers(@TempDir Path folder)
      throws Exception {
    int bystanders = 2;
    Network network =
        new Network(
                Duration.ZERO,
                List.of(new PlannedFault(Duration.ofMillis(500), new Fault.Cut())),
                Reconnect.DEFAULT)
            .withBystanders(bystanders);
    Injection injection = round(folder, "websocket", network).injection;

    long others = SmallRound.SUBSCRIBERS - bystanders;
    assertThat(injection.struck()).containsExactly(others);
    assertThat(injection.disconnected()).isEqualTo((int) others);
    Map<Metric, List<Histogram>> recorded =
        HistogramLog.read(folder.resolve("injection.hlog")).getOrDefault(SmallRound.ID, Map.of());
    long theirs = values(recorded, Metric.BYSTANDER_LATENCY);
    assertThat(theirs).as("of two who got every event of their room").isPositive().isEven();
    assertThat(values(recorded, Metric.DELIVERY_LATENCY))
        .as("with those of the others before they were cut off")
        .isGreaterThan(theirs);
  }

  @Test
  void nothingComesSoonerThanHalfTheRoundTripThatIsAdded(@TempDir Path folder) throws Exception {
    Network far = new Network(Duration.ofMillis(400), List.of(), Reconnect.DEFAULT);
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      URI url = URI.create("http://127.0.0.1:" + server.port());
      Path spec = SmallRound.write(folder, url, "websocket", Duration.ofMillis(500), far);
      ChildJvm.Result result = ChildJvm.run(folder, Map.of(), Injector.class, spec.toString());
      assertThat(result.exitCode()).as(result.err()).isZero();
    }
    Injection injection = Json.read(folder.resolve("injection.json"), Injection.class);
    assertThat(injection.counts().lost()).isZero();
    assertThat(injection.struck()).isEmpty();
    assertThat(injection.outages()).isNull();
    assertThat(
            HistogramLog.read(folder.resolve("injection.hlog"))
                .getOrDefault(SmallRound.ID, Map.of())
                .getOrDefault(Metric.DELIVERY_LATENCY, List.of()))
        .isNotEmpty()
        .allMatch(second -> second.getMinValue() >= Duration.ofMillis(199).toNanos());
  }

  @ParameterizedTest
  @ValueSource(strings = "sse")
  void whoBeginsAnewLosesWhatTheServersNumbersSay(String transport, @TempDir Path folder)
      throws Exception {
    Troubled round = roundWithCuts(folder, transport, false);
    Injection injection = round.injection;

    assertEachCutWasNoticedOnce(injection);
    assertTheServerCountedAsMany(round);
    assertThat(outages(injection).unaccounted()).isZero();
    assertThat(injection.counts().lost()).isPositive().isEqualTo(outages(injection).missed());
    assertThat(injection.counts().duplicated()).isZero();
  }
}
