package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.browser.BrowserProgram;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.witness.Bias;
import dev.pushmark.results.model.Arrivals;
import dev.pushmark.results.model.Browser;
import dev.pushmark.results.model.BrowserFigures;
import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Tls;
import dev.pushmark.results.model.Workload;
import dev.pushmark.scenarios.gatling.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rounds with a real server, a real injector and a real browser. */
@Timeout(240)
class BrowserTest {
  private static final int ROOMS = 2;
  private static final int SUBSCRIBERS_PER_ROOM = 3;

  @TempDir private Path temporary;

  private final Children children = new Children();
  private final CountDownLatch measuring = new CountDownLatch(1);

  private static void require(Browser browser) {
    String missing = BrowserProgram.of(browser).orElseThrow().obstacle();
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
  private static Plan plan(String transport, Browser browser) {
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
        List.of(transport),
        1,
        new Phases(Duration.ofMillis(100), Duration.ofMillis(900), Duration.ofMillis(300)),
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
        browser);
  }

  /** Measures once: a loaded machine makes it invalid, and the browser sees all the same. */
  private RoundRunner.Result measure(String transport, Browser browser) throws Exception {
    require(browser);
    Machine machine = new Machine();
    Path folder = Files.createDirectories(temporary.resolve(transport));
    RoundRunner.Result result =
        new RoundRunner(
                children,
                ChildCommands.ours(machine.pinning(true)),
                machine,
                Clock.system(),
                plan(transport, browser),
                Bias.NONE)
            .run(
                new Slot(1, 1, 1, transport, Instant.EPOCH),
                7,
                folder,
                progress -> {
                  if (progress.phase() == Progress.Phase.MEASUREMENT) {
                    measuring.countDown();
                  }
                });
    assertThat(folder.resolve("browser-profile")).doesNotExist();
    assertThat(browsers()).isEmpty();
    return result;
  }

  private static List<ProcessHandle> browsers() {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().commandLine().orElse("").contains("browser-profile"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"sse, CHROMIUM", "websocket, CHROMIUM", "short-polling, CHROMIUM", "sse, FIREFOX"})
  void theBrowserGetsWhatEachSubscriberOfTheInjectorGets(String transport, Browser browsing)
      throws Exception {
    Evidence evidence = Objects.requireNonNull(measure(transport, browsing).evidence());
    Counts counts = evidence.injection().counts();
    assertThat(counts.delivered()).isEqualTo(counts.published() * SUBSCRIBERS_PER_ROOM);
    BrowserFigures browser = Objects.requireNonNull(evidence.browser());
    assertThat(browser.trouble()).isNull();
    assertThat(browser.rooms()).isEqualTo(ROOMS);
    assertThat(browser.expected()).isEqualTo(counts.published());
    assertThat(browser.delivered()).as("%s", browser).isEqualTo(counts.published());
    assertThat(browser.lost() + browser.duplicated() + browser.reordered()).isZero();
    assertThat(browser.damaged() + browser.disconnected()).as("%s", browser).isZero();
    assertThat(browser.clockStepNs()).isBetween(1_000L, 1_100_000L);
    assertThat(evidence.whole(Metric.BROWSER_LATENCY).getTotalCount() + browser.negative())
        .isEqualTo(browser.delivered());
  }

  @Test
  void aBrowserThatDiesLeavesTheRoundValidWithoutItsFigures() throws Exception {
    Thread killer =
        new Thread(
            () -> {
              try {
                measuring.await();
                browsers().forEach(ProcessHandle::destroyForcibly);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    killer.start();
    RoundRunner.Result result = measure("long-polling", Browser.CHROMIUM);
    killer.join();
    Evidence evidence = Objects.requireNonNull(result.evidence());
    assertThat(Objects.requireNonNull(evidence.browser()).trouble())
        .isEqualTo("the browser was ended by signal 9");
    assertThat(evidence.histograms().get(Metric.BROWSER_LATENCY)).isEmpty();
    assertThat(evidence.injection().counts().lost()).isZero();
    if (!(result.outcome() instanceof Outcome.Invalid invalid && invalid.fromOutside())) {
      assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    }
  }
}
