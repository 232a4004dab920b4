package dev.pushmark.scenarios.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Outages;
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

  private static Injection roundWithCuts(Path folder, String transport, boolean resume)
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
    ChildJvm.Result result;
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      URI url = URI.create("http://127.0.0.1:" + server.port());
      // Without a warm-up, whose events are not counted but missed as well.
      Path spec = SmallRound.write(folder, url, transport, Duration.ZERO, network);
      result = ChildJvm.run(folder, Map.of(), Injector.class, spec.toString());
    }
    assertThat(result.exitCode()).as(result.err()).isZero();
    Injection injection = Json.read(folder.resolve("injection.json"), Injection.class);
    assertThat(injection.complaints()).isEmpty();
    assertThat(injection.disconnected()).isZero();
    assertThat(injection.counts().published()).isEqualTo(injection.counts().scheduled());
    return injection;
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

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "long-polling"})
  void whoResumesLosesNothingAndGetsNothingTwice(String transport, @TempDir Path folder)
      throws Exception {
    Injection injection = roundWithCuts(folder, transport, true);
    Counts counts = injection.counts();

    assertEachCutWasNoticedOnce(injection);
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
    Injection injection = roundWithCuts(folder, transport, false);

    assertEachCutWasNoticedOnce(injection);
    assertThat(outages(injection).unaccounted()).isZero();
    assertThat(injection.counts().lost()).isPositive().isEqualTo(outages(injection).missed());
    assertThat(injection.counts().duplicated()).isZero();
  }
}
