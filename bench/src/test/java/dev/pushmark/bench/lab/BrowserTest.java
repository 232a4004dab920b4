package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.browser.Chromium;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.model.Arrivals;
import dev.pushmark.results.model.Browser;
import dev.pushmark.results.model.BrowserFigures;
import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Tls;
import dev.pushmark.results.model.Workload;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rounds with a real server, a real injector and a real browser. */
@Timeout(240)
class BrowserTest {
  private static final int ROOMS = 2;
  private static final int SUBSCRIBERS_PER_ROOM = 3;

  @TempDir private Path temporary;

  private final Children children = new Children();
  private final Story story = new Story();

  @BeforeAll
  static void require() {
    String missing = Chromium.obstacle();
    if ("1".equals(System.getenv("PUSHMARK_REQUIRE_ALL"))) {
      Assertions.assertNull(missing);
    }
    Assumptions.assumeTrue(missing == null, String.valueOf(missing));
  }

  @AfterEach
  void stop() {
    children.close();
  }

  /** Limits that the noise of a machine does not reach. */
  private static Plan plan(String... transports) {
    return new Plan(
        new Workload(
            "browsed",
            "for tests",
            ROOMS,
            SUBSCRIBERS_PER_ROOM,
            1,
            40,
            new Arrivals(Arrivals.ArrivalProcess.POISSON, 1),
            150,
            Workload.PublishVia.HTTP,
            Workload.Delivery.EVERY),
        List.of(transports),
        1,
        new Phases(Duration.ofMillis(100), Duration.ofMillis(1500), Duration.ofMillis(400)),
        new Polling(
            Duration.ofMillis(100),
            Polling.Phase.RANDOM,
            Polling.Pace.FIXED_RATE,
            Duration.ofSeconds(1)),
        Ordering.DEFAULT,
        Compression.NONE,
        Tls.NONE,
        Server.reference(Server.SlowConsumer.DROP_OLDEST, 1 << 20),
        new Limits(
            Duration.ofMinutes(1), Duration.ofMinutes(1), 0.5, 1, 1, Duration.ofMinutes(1), 1),
        0,
        List.of(),
        Network.CALM,
        7,
        Browser.CHROMIUM);
  }

  private StoredRun measure(Plan plan) throws Exception {
    Machine machine = new Machine();
    Path folder = temporary.resolve("run");
    new Lab(children, ChildCommands.ours(machine.pinning(true)), machine, Clock.system(), story)
        .run(plan, Fakes.PROVENANCE, folder);
    assertThat(folder.resolve(Lab.IN_PROGRESS)).doesNotExist();
    assertThat(browsers()).isEmpty();
    return RunFolder.read(folder);
  }

  private static List<ProcessHandle> browsers() {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().commandLine().orElse("").contains("--user-data-dir="))
        .toList();
  }

  @Test
  void theBrowserGetsWhatEachSubscriberOfTheInjectorGets() throws Exception {
    StoredRun stored = measure(plan("sse", "websocket", "short-polling"));
    assertThat(stored.environment().browser()).containsPattern("[0-9]+\\.[0-9]");
    assertThat(stored.rounds()).hasSize(3);
    for (Round round : stored.rounds()) {
      BrowserFigures browser = Objects.requireNonNull(round.browser());
      assertThat(browser.trouble()).as(round.transport()).isNull();
      Injection injection = Objects.requireNonNull(round.injection());
      Counts counts = injection.counts();
      assertThat(counts.delivered())
          .as(round.transport())
          .isEqualTo(counts.published() * SUBSCRIBERS_PER_ROOM);
      assertThat(browser.rooms()).isEqualTo(ROOMS);
      assertThat(browser.expected()).isEqualTo(counts.published());
      assertThat(browser.delivered()).as("%s", browser).isEqualTo(counts.published());
      assertThat(browser.lost() + browser.duplicated() + browser.reordered()).isZero();
      assertThat(browser.damaged() + browser.disconnected()).as("%s", browser).isZero();
      assertThat(browser.clockStepNs()).isBetween(1_000L, 1_100_000L);
      Histogram latencies = latencies(stored, round);
      assertThat(latencies.getTotalCount() + browser.negative()).isEqualTo(browser.delivered());
    }
  }

  private static Histogram latencies(StoredRun stored, Round round) {
    Map<Metric, List<Histogram>> all = Objects.requireNonNull(stored.histograms().get(round.id()));
    return Objects.requireNonNull(all.get(Metric.BROWSER_LATENCY)).get(0);
  }

  @Test
  void aBrowserThatDiesLeavesTheRoundValidWithoutItsFigures() throws Exception {
    Thread killer =
        new Thread(
            () -> {
              try {
                story.measuring.await();
                browsers().forEach(ProcessHandle::destroyForcibly);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    killer.start();
    Round round = measure(plan("long-polling")).rounds().get(0);
    killer.join();
    assertThat(round.outcome()).isEqualTo(new Outcome.Done());
    assertThat(Objects.requireNonNull(round.browser()).trouble())
        .isEqualTo("the browser was ended by signal 9");
    assertThat(Objects.requireNonNull(round.injection()).counts().lost()).isZero();
  }
}
