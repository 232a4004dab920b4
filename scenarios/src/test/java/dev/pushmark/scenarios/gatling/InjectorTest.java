package dev.pushmark.scenarios.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.store.HistogramLog;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.gatling.Progress.Phase;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The injector as the lab starts it: a process. */
@Timeout(90)
class InjectorTest {
  @Test
  void aRoundsFiguresAgreeWithEachOther(@TempDir Path folder) throws Exception {
    ChildJvm.Result result;
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      URI url = URI.create("http://127.0.0.1:" + server.port());
      Path spec = SmallRound.write(folder, url, "short-polling");
      result = ChildJvm.run(folder, Map.of(), Injector.class, spec.toString());
    }
    assertThat(result.exitCode()).as(result.err()).isZero();
    Injection injection = Json.read(folder.resolve("injection.json"), Injection.class);
    checkCounts(injection);
    checkHistograms(folder, injection);
    checkProgress(result.out(), injection);
  }

  private static void checkCounts(Injection injection) {
    Counts counts = injection.counts();
    assertThat(injection.complaints()).isEmpty();
    assertThat(injection.subscribers()).isEqualTo(SmallRound.SUBSCRIBERS);
    assertThat(injection.subscribed()).isEqualTo(SmallRound.SUBSCRIBERS);
    assertThat(injection.disconnected()).isZero();
    assertThat(injection.measurementNs()).isEqualTo(2_000_000_000L);
    assertThat(counts.scheduled()).isEqualTo(Math.round(injection.targetRate() * 2)).isPositive();
    assertThat(counts.published()).isEqualTo(counts.scheduled());
    assertThat(counts.expected()).isEqualTo(counts.published() * SmallRound.SUBSCRIBERS_PER_ROOM);
    assertThat(counts.delivered()).isEqualTo(counts.expected());
    assertThat(counts.lost() + counts.skipped() + counts.duplicated()).isZero();
    assertThat(counts.reordered() + counts.damaged() + counts.negative()).isZero();
    assertThat(injection.wakeUps()).isBetween(1L, counts.delivered());
    assertThat(injection.timeOutOfDate().share()).isBetween(0.0, 1.0);
    assertThat(injection.traffic().receivedBytes()).isGreaterThan(counts.delivered() * 150);
  }

  private static void checkHistograms(Path folder, Injection injection) throws IOException {
    Map<Metric, List<Histogram>> histograms =
        HistogramLog.read(folder.resolve("injection.hlog")).getOrDefault(SmallRound.ID, Map.of());
    long delivered = injection.counts().delivered();
    long published = injection.counts().published();
    assertThat(count(histograms, Metric.DELIVERY_LATENCY)).isEqualTo(delivered);
    assertThat(count(histograms, Metric.SERVICE_TIME)).isEqualTo(delivered);
    assertThat(count(histograms, Metric.RECEIVE_LAG)).isEqualTo(delivered);
    assertThat(count(histograms, Metric.SEND_DELAY)).isEqualTo(published);
    assertThat(count(histograms, Metric.SPREAD)).isEqualTo(published);
    assertThat(count(histograms, Metric.LAST_DELIVERY)).isEqualTo(published);
    assertThat(histograms.getOrDefault(Metric.DELIVERY_LATENCY, List.of()))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  private static long count(Map<Metric, List<Histogram>> histograms, Metric metric) {
    return histograms.getOrDefault(metric, List.of()).stream()
        .mapToLong(Histogram::getTotalCount)
        .sum();
  }

  private static void checkProgress(String out, Injection injection) throws IOException {
    List<Phase> phases = new ArrayList<>();
    List<Progress> lines = new ArrayList<>();
    for (String line : out.lines().filter(l -> l.startsWith(Progress.PREFIX)).toList()) {
      Progress progress = Json.parse(line.substring(Progress.PREFIX.length()), Progress.class);
      lines.add(progress);
      if (phases.isEmpty() || phases.get(phases.size() - 1) != progress.phase()) {
        phases.add(progress.phase());
        assertThat(progress.phaseSeconds()).as("%s is told as it begins", progress).isLessThan(0.5);
      }
    }
    assertThat(phases).containsExactly(Phase.values());
    Progress last = lines.get(lines.size() - 1);
    assertThat(last.published()).isGreaterThanOrEqualTo(injection.counts().published());
    assertThat(last.delivered()).isEqualTo(last.published() * SmallRound.SUBSCRIBERS_PER_ROOM);
    assertThat(lines).anySatisfy(line -> assertThat(line.p99Ns()).isPositive());
  }

  @Test
  void aWrongArgumentIsOneLineAndExitCode2(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("missing.json");
    assertUsage(folder, missing, missing + ": no such file");
    Path spec = SmallRound.write(folder, URI.create("http://127.0.0.1:1"), "sse");
    String right = Files.readString(spec);
    Files.writeString(spec, right.replace("\"transport\": \"sse\"", "\"transport\": \"pigeon\""));
    assertUsage(folder, spec, "transport must be one of refresh, short-polling, ");
    Files.writeString(spec, right.replace("\"eventLoops\": 1", "\"eventLoops\": 0"));
    assertUsage(folder, spec, "eventLoops must be 1 to 1024, was 0");
  }

  private static void assertUsage(Path folder, Path spec, String words) throws Exception {
    ChildJvm.Result result = ChildJvm.run(folder, Map.of(), Injector.class, spec.toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).contains(words);
  }
}
