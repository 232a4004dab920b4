package dev.pushmark.scenarios.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.NewcomerCounts;
import dev.pushmark.results.model.Newcomers;
import dev.pushmark.results.store.HistogramLog;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.transport.TokenKey;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.access.Tokens;
import dev.pushmark.server.room.Clock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who comes while it is measured, by an injector as the lab starts it. */
@Timeout(90)
class NewcomersRoundTest {
  private static final int PER_SECOND = 100;

  @Test
  void wrongAndExpiredTokensAreRefusedAndTheOthersEndWhenTheirsExpire(@TempDir Path folder)
      throws Exception {
    Newcomers newcomers =
        new Newcomers(PER_SECOND, Duration.ofSeconds(9), 0.2, 0.2, Duration.ofSeconds(1));
    TokenKey key = TokenKey.random();
    Map<String, String> secrets = new HashMap<>(key.environment());
    secrets.putAll(key.issue("test", Instant.now().plusSeconds(600)).environment());
    Path keys = Files.writeString(folder.resolve("keys.json"), key.keySet());
    ChildJvm.Result result;
    try (ReferenceServer server =
        ReferenceServer.start(
            ServerConfig.defaults().withTokens(Tokens.signedBy(keys, Clock.SYSTEM)))) {
      URI url = URI.create("http://127.0.0.1:" + server.port());
      Path spec = SmallRound.write(folder, url, "websocket", newcomers);
      result = ChildJvm.runWith(folder, secrets, Injector.class, spec.toString());
    }
    assertThat(result.exitCode()).as(result.err()).isZero();
    Injection injection = Json.read(folder.resolve("injection.json"), Injection.class);
    assertThat(injection.complaints()).isEmpty();
    assertThat(injection.counts().delivered()).isEqualTo(injection.counts().expected());
    NewcomerCounts counts = Objects.requireNonNull(injection.newcomers());
    assertThat(counts.came()).isEqualTo(PER_SECOND);
    assertThat(counts.shownWrong()).isBetween(18L, 22L).isEqualTo(counts.refusedWrong());
    assertThat(counts.shownExpired()).isBetween(18L, 22L).isEqualTo(counts.refusedExpired());
    assertThat(counts.refusedGood()).isZero();
    assertThat(counts.subscribed())
        .isEqualTo(counts.came() - counts.shownWrong() - counts.shownExpired())
        .isEqualTo(counts.greeted())
        .isEqualTo(counts.ended());
    assertThat(counts.traffic().receivedBytes()).isPositive();
    Map<Metric, List<Histogram>> written =
        HistogramLog.read(folder.resolve("injection.hlog")).getOrDefault(SmallRound.ID, Map.of());
    assertThat(recorded(written, Metric.CONNECT)).isEqualTo(counts.subscribed());
    assertThat(recorded(written, Metric.FIRST_EVENT)).isEqualTo(counts.greeted());
    assertThat(recorded(written, Metric.NEWCOMER_LATENCY)).isPositive();
  }

  private static long recorded(Map<Metric, List<Histogram>> written, Metric metric) {
    return written.getOrDefault(metric, List.of()).stream()
        .mapToLong(Histogram::getTotalCount)
        .sum();
  }
}
