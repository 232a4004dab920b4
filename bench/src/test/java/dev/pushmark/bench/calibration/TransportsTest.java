package dev.pushmark.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.Calibration.Counted;
import dev.pushmark.results.model.Calibration.Reading;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.wire.Tls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Over real connections: counts exact, medians close to the truth. */
class TransportsTest {
  private static final int EVENTS = 300;
  private static final List<String> PATTERNS =
      List.of("clock-behind", "heavy-tail", "disorder", "clock-ahead", "negative");

  /** Of a truth of 5 s or more, so that a machine may be busy and a wrong clock still shows. */
  private static final double SHARE = 0.1;

  @TempDir private Path folder;

  static Stream<String> transports() {
    return Transports.names().stream();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void everyTransportCountsExactlyAndFindsTheMedian(String transport) throws Exception {
    Assumptions.assumeTrue(Transports.obstacle(transport) == null);
    Path log = folder.resolve("writes.tsv");
    List<Take> takes = play(transport, log);
    Map<String, RoomWrites> writes = RoomWrites.read(log);
    Histogram noWakeUp = new Histogram(3);
    noWakeUp.recordValue(0);
    Comparison comparison = new Comparison(noWakeUp);
    for (Take take : takes) {
      Calibration.Take compared =
          comparison.of(take, writes.getOrDefault(take.room(), RoomWrites.none()));
      assertThat(compared.counts()).as(take.pattern().name()).allMatch(Counted::exact);
      if (take.pattern().name().equals("clock-behind")) {
        Reading median = compared.percentiles().get(0);
        assertThat(median.percent()).isEqualTo(50);
        assertThat((double) median.reportedNs())
            .isBetween((double) median.trueNs(), (1 + SHARE) * median.trueNs());
      }
    }
  }

  private static List<Take> play(String transport, Path log)
      throws IOException, InterruptedException {
    boolean tls = Transports.needsTls(transport);
    ServerConfig config = ServerConfig.defaults().withWriteLog(log);
    List<Take> takes = new ArrayList<>();
    try (ReferenceServer server =
            ReferenceServer.start(
                tls
                    ? config.withTls(Tls.selfSigned(true, dev.pushmark.server.room.Clock.SYSTEM))
                    : config);
        Stage stage = new Stage(Clock.system())) {
      URI url = URI.create((tls ? "https" : "http") + "://127.0.0.1:" + server.port());
      for (String name : PATTERNS) {
        Pattern pattern = Pattern.named(name);
        Script script = new Script(pattern, EVENTS, 1);
        takes.add(stage.play(url, transport, pattern, 1, script, Runnable::run));
      }
    }
    return takes;
  }
}
