package dev.pushmark.scenarios.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.store.HistogramLog;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.gatling.yardstick.BareNetty;
import dev.pushmark.scenarios.gatling.yardstick.GatlingSockets;
import dev.pushmark.scenarios.gatling.yardstick.Publishing;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What receives in our injector's place keeps to what an injector does. */
@Timeout(90)
class YardstickTest {
  @ParameterizedTest
  @ValueSource(classes = {BareNetty.class, GatlingSockets.class})
  void receivesEveryEventOfARoundOnce(Class<?> main, @TempDir Path folder) throws Exception {
    ChildJvm.Result result;
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      URI url = URI.create("http://127.0.0.1:" + server.port());
      Path spec = SmallRound.write(folder, url, "websocket");
      result = ChildJvm.run(folder, Map.of(), main, spec.toString());
    }
    assertThat(result.exitCode()).as(result.err()).isZero();
    Injection injection = Json.read(folder.resolve("injection.json"), Injection.class);
    Counts counts = injection.counts();
    assertThat(injection.complaints()).isEmpty();
    assertThat(injection.subscribed()).isEqualTo(SmallRound.SUBSCRIBERS);
    assertThat(counts.published()).isEqualTo(counts.scheduled()).isPositive();
    assertThat(counts.expected()).isEqualTo(counts.published() * SmallRound.SUBSCRIBERS_PER_ROOM);
    assertThat(counts.delivered()).isEqualTo(counts.expected());
    assertThat(counts.lost() + counts.negative()).isZero();
    Map<Metric, List<Histogram>> histograms =
        HistogramLog.read(folder.resolve("injection.hlog")).getOrDefault(SmallRound.ID, Map.of());
    assertThat(count(histograms, Metric.DELIVERY_LATENCY)).isEqualTo(counts.delivered());
    assertThat(count(histograms, Metric.SEND_DELAY)).isEqualTo(counts.published());
    Publishing publishing = Json.read(folder.resolve(Publishing.FILE), Publishing.class);
    assertThat(publishing.events()).isEqualTo(counts.published());
    assertThat(publishing.cpuNs()).isPositive();
    List<String> phases =
        result.out().lines().filter(line -> line.startsWith(Progress.PREFIX)).toList();
    assertThat(phases).hasSize(Progress.Phase.values().length);
  }

  private static long count(Map<Metric, List<Histogram>> histograms, Metric metric) {
    return histograms.getOrDefault(metric, List.of()).stream()
        .mapToLong(Histogram::getTotalCount)
        .sum();
  }
}
