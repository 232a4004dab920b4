package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.Judgement;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.Expectation;
import dev.pushmark.results.sample.Rounds;
import dev.pushmark.results.sample.SampleRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who skips is not faster: every latency says what it stands for, and the waits are shown too. */
class SkippedTest {
  private static final String SHARE = " of 80.0 % delivered";

  /**
   * Of 1,250 deliveries over SSE 250 were skipped, each of which was waited for ten times longer.
   */
  private static final Rounds ROUNDS =
      new Rounds().skipped(250, 1_000).round("sse", 1_000, 100).round("websocket", 1_000, 200);

  private static final Summary SUMMARY =
      Summary.of(Rounds.run("sse", "websocket"), ROUNDS.list(), ROUNDS.histograms());

  private static final Summary NOTHING_SKIPPED = withoutSkipped();

  private static Summary withoutSkipped() {
    Rounds rounds = new Rounds().round("sse", 1_000, 100);
    return Summary.of(Rounds.run("sse"), rounds.list(), rounds.histograms());
  }

  @Test
  void everyLatencyOfATransportThatSkippedSaysWhatItStandsFor() {
    for (Figure figure : List.of(Figure.P50, Figure.P90, Figure.MAX)) {
      assertThat(plain(figure.of(SUMMARY, SUMMARY.transports().get(0)).text())).endsWith(SHARE);
      assertThat(plain(figure.of(SUMMARY, SUMMARY.transports().get(1)).text()))
          .doesNotContain("delivered");
    }
    assertThat(plain(TextTable.of(SUMMARY, 120))).contains("100 µs" + SHARE);
    assertThat(plain(Markdown.of(SUMMARY, SampleRun.seeded(1).environment())))
        .contains("100 µs" + SHARE);
    String page = plain(HtmlPage.of(SUMMARY, SampleRun.seeded(1).environment()));
    assertThat(page.split("µs" + SHARE, -1)).as("glance, table, rounds").hasSizeGreaterThan(6);
    assertThat(page).contains("Skipped deliveries are in no curve: SSE" + SHARE);
  }

  @Test
  void theVerdictSaysSoToo() {
    assertThat(plain(SUMMARY.verdict().headline()))
        .isEqualTo(
            "SSE delivered fastest: half of the events that came within 100 µs" + SHARE + ".");
    Judgement judgement =
        Judgement.of(List.of(Expectation.parse("sse.p90<1ms")), SUMMARY.transports().get(0)).get(0);
    assertThat(plain(judgement.inWords())).isEqualTo("sse.p90<1ms: met, it was 100 µs" + SHARE);
  }

  @Test
  void theWaitsForSupersededEventsAreRowsOfTheirOwn() {
    assertThat(FigureTable.of(SUMMARY).figures()).contains(Figure.WAIT_P50, Figure.WAIT_P99_9);
    assertThat(SUMMARY.transports().get(0).waitPercentileNs(Percentile.P90).orElseThrow())
        .isBetween(999_000.0, 1_001_000.0);
    assertThat(plain(Figure.WAIT_P50.of(SUMMARY, SUMMARY.transports().get(0)).text()))
        .isEqualTo("100 µs");
    assertThat(plain(Figure.WAIT_P90.of(SUMMARY, SUMMARY.transports().get(1)).text()))
        .isEqualTo("200 µs");
  }

  @Test
  void whereNothingWasSkippedNothingIsSaidOfIt() {
    assertThat(FigureTable.of(NOTHING_SKIPPED).figures())
        .doesNotContain(Figure.WAIT_P50, Figure.WAIT_P90, Figure.DEDUPLICATED, Figure.RESEQUENCED);
    assertThat(HtmlPage.of(NOTHING_SKIPPED, SampleRun.seeded(1).environment()))
        .doesNotContain("% delivered", "superseded");
  }

  @Test
  void aShareIsNeverRoundedUpToTheWhole() {
    Rounds rounds = new Rounds().skipped(1, 1_000).round("sse", 99_999, 100);
    Summary summary = Summary.of(Rounds.run("sse"), rounds.list(), rounds.histograms());
    assertThat(plain(Figure.P50.of(summary, summary.transports().get(0)).text()))
        .endsWith(" of 99.9 % delivered");
  }

  private static String plain(String text) {
    return text.replace('\u00A0', ' ').replace('\u202F', ' ');
  }
}
