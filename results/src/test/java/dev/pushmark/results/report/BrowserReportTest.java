package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.pushmark.results.compare.BrowserWords;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.Browser;
import dev.pushmark.results.model.BrowserFigures;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.sample.SampleRun;
import dev.pushmark.results.store.QuantityCsv;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run in which a browser got 50 events of each round over SSE, and 10 of the others but for the
 * first round over WebSocket, in which it was killed.
 */
class BrowserReportTest {
  private static final String KILLED = "the browser was ended by signal 9";
  private static final SampleRun WITHOUT = SampleRun.seeded(11);
  private static final Environment ENVIRONMENT =
      WITHOUT.environment().with("Chromium 120.0.6099.224");

  @TempDir Path temp;

  private static final List<Round> ROUNDS = new ArrayList<>();
  private static final Map<String, Map<Metric, List<Histogram>>> HISTOGRAMS = new HashMap<>();
  private static final Run RUN = with(WITHOUT.run(), with(WITHOUT.run().plan()));
  private static Summary summary = Summary.of(RUN, List.of(), Map.of());

  private static Plan with(Plan p) {
    return new Plan(
        p.workload(),
        p.transports(),
        p.rounds(),
        p.phases(),
        p.polling(),
        p.ordering(),
        p.compression(),
        p.tls(),
        p.server(),
        p.limits(),
        p.witnesses(),
        p.expectations(),
        Network.CALM,
        p.seed(),
        Browser.CHROMIUM);
  }

  private static Run with(Run r, Plan plan) {
    return new Run(
        r.schemaVersion(),
        r.version(),
        r.commit(),
        r.command(),
        plan,
        r.order(),
        r.startedAt(),
        r.endedAt(),
        r.state(),
        r.exitCode(),
        r.calibrated());
  }

  @BeforeAll
  static void browse() {
    for (Round round : WITHOUT.rounds()) {
      boolean killed = round.transport().equals("websocket") && round.block() == 1;
      int events = round.transport().equals("sse") ? 50 : 10;
      BrowserFigures browser =
          killed
              ? BrowserFigures.none(KILLED)
              : new BrowserFigures(5, events, events, 0, 0, 0, 0, 0, 0, 0, 100_000, 230_000, null);
      boolean measured = round.injection() != null;
      ROUNDS.add(with(round, measured ? browser : null));
      if (measured) {
        Map<Metric, List<Histogram>> recorded = new EnumMap<>(Metric.class);
        recorded.putAll(WITHOUT.histograms().getOrDefault(round.id(), Map.of()));
        Histogram latencies = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
        latencies.recordValueWithCount(2_000_000, killed ? 0 : events);
        recorded.put(Metric.BROWSER_LATENCY, List.of(latencies));
        HISTOGRAMS.put(round.id(), recorded);
      }
    }
    summary = Summary.of(RUN, ROUNDS, HISTOGRAMS);
  }

  private static Round with(Round r, @Nullable BrowserFigures browser) {
    return new Round(
        r.block(),
        r.attempt(),
        r.position(),
        r.transport(),
        r.startedAt(),
        r.outcome(),
        r.injection(),
        r.server(),
        r.injector(),
        r.witness(),
        r.footprint(),
        browser);
  }

  private List<String> cells(Figure figure) {
    return summary.transports().stream()
        .filter(f -> List.of("sse", "websocket").contains(f.transport()))
        .map(f -> PlainText.of(figure.of(summary, f).text()))
        .toList();
  }

  @Test
  void itsFiguresStandBesideTheInjectorsWhereEnoughEventsLieBehindThem() {
    assertThat(cells(Figure.BROWSER_P50)).containsExactly("2.00 ms", "–");
    assertThat(cells(Figure.BROWSER_P99)).containsExactly("–", "–");
    assertThat(cells(Figure.BROWSER_DELIVERED).get(0)).matches("(250|300) of (250|300)");
    assertThat(cells(Figure.BROWSER_LOST)).containsExactly("0", "0");
    String table = TextTable.of(summary, 100);
    assertThat(table)
        .contains("in the browser, p50", "in the browser, delivered")
        .contains("the browser's p99 is shown from 10\u202F000 events in its rooms on");
    assertThat(table.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void otherProgramsGetItsFiguresToo() {
    assertThat(QuantityCsv.of(summary))
        .containsPattern("sse,browserLatency\\.p50,ns,20\\d{5},,,(250|300),")
        .containsPattern("sse,browserLatency\\.p99,ns,,,,(250|300),")
        .containsPattern("sse,browserDeliveries,deliveries,(250|300),");
    assertThat(OpenMetrics.of(summary, ENVIRONMENT))
        .containsPattern("pushmark_browser_latency_seconds\\{[^}]*sse[^}]*\"0.5\"} 0.00200");
    JmhResult sse =
        JmhResult.of(summary, ENVIRONMENT).stream()
            .filter(result -> result.benchmark().endsWith(".sse"))
            .findFirst()
            .orElseThrow();
    JmhResult.Score browser = Objects.requireNonNull(sse.secondaryMetrics().get("browserLatency"));
    assertThat(browser.score()).isCloseTo(2_000, withinPercentage(1));
    assertThat(browser.scorePercentiles().get("50.0")).isCloseTo(2_000, withinPercentage(1));
    assertThat(browser.scorePercentiles().get("99.0")).isNaN();
  }

  @Test
  void aRunWithoutABrowserSaysNothingOfOne() {
    Summary without = Summary.of(WITHOUT.run(), WITHOUT.rounds(), WITHOUT.histograms());
    assertThat(TextTable.of(without, 100)).doesNotContain("browser");
    assertThat(without.verdict().toString()).doesNotContain("browser");
    assertThat(WITHOUT.run().plan().asksTheSameAs(RUN.plan())).isFalse();
  }

  @Test
  void theVerdictWarnsOfTheCostTellsTheClockAndNamesWhatIsMissing() {
    String verdict = PlainText.of(summary.verdict().toString());
    assertThat(verdict)
        .contains("none of this may be compared with a run without it")
        .contains("steps of 100 µs and may be off from the publishers' by 230 µs at most")
        .contains("There are no browser figures of 1 round of WebSocket (" + KILLED + ").");
  }

  @Test
  void aRoundIsToldInALine() {
    assertThat(BrowserWords.of(BrowserFigures.none(KILLED)))
        .isEqualTo("no browser figures: " + KILLED);
    assertThat(
            BrowserWords.of(
                new BrowserFigures(5, 40, 38, 1, 1, 0, 2, 0, 0, 1, 100_000, 230_000, null)))
        .isEqualTo(
            "the browser: 38 of 40 deliveries; 1 lost, 1 skipped, 2 reordered, 1 × disconnected");
  }

  @Test
  void theFolderKeepsItAndThePageShowsIt() throws Exception {
    Path folder = temp.resolve("run");
    Run begun = with(WITHOUT.begun(), RUN.plan());
    RunFolder written = RunFolder.create(folder, begun, ENVIRONMENT);
    for (Round round : ROUNDS) {
      written.add(round, HISTOGRAMS.getOrDefault(round.id(), Map.of()));
    }
    written.finish(RUN);
    StoredRun stored = RunFolder.read(folder);
    assertThat(stored.run()).isEqualTo(RUN);
    assertThat(stored.rounds()).isEqualTo(ROUNDS);
    assertThat(stored.environment()).isEqualTo(ENVIRONMENT);
    assertThat(Files.readString(folder.resolve("rounds.csv")))
        .contains("browser.delivered", "browser.clockErrorNs", "browserP50Ns", KILLED);
    assertThat(Files.readString(folder.resolve(RunFolder.PAGE)))
        .contains("in the browser, p50", "Chromium 120.0.6099.224", "five at most");
  }
}
