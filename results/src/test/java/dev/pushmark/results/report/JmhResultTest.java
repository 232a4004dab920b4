package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.sample.Rounds;
import dev.pushmark.results.sample.SampleRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class JmhResultTest {
  private static List<JmhResult> of(Rounds rounds, String... transports) {
    Summary summary = Summary.of(Rounds.run(transports), rounds.list(), rounds.histograms());
    return JmhResult.of(summary, SampleRun.madeUpEnvironment());
  }

  @Test
  void aRoundIsAForkAndTheScoreIsTheirMean() {
    JmhResult result =
        of(new Rounds().round("sse", 400, 100).round("sse", 400, 200).round("sse", 400, 300), "sse")
            .get(0);
    assertThat(result.benchmark()).isEqualTo("dev.pushmark.chat.sse");
    assertThat(result.forks()).isEqualTo(3);
    assertThat(result.measurementTime()).isEqualTo("10 s");
    JmhResult.Score score = result.primaryMetric();
    assertThat(score.rawData()).hasSize(3).allMatch(iterations -> iterations.size() == 1);
    assertThat(score.score()).isCloseTo(200, within(0.2));
    // t of 99.9 % with 2 degrees of freedom is 31.599; the standard error is 100 / √3
    assertThat(score.scoreError()).isCloseTo(31.599 * 100 / Math.sqrt(3), within(2.0));
    assertThat(score.scoreConfidence().get(1)).isCloseTo(200 + score.scoreError(), within(0.2));
  }

  @Test
  void percentilesAreThoseOfAllDeliveriesAndNoneIsShownOfTooFewEvents() {
    JmhResult result = of(new Rounds().round("sse", 400, 100).round("sse", 400, 300), "sse").get(0);
    assertThat(result.primaryMetric().scorePercentiles().keySet())
        .containsExactly("0.0", "50.0", "90.0", "99.0", "99.9", "100.0");
    assertThat(result.primaryMetric().scorePercentiles().get("50.0")).isCloseTo(100, within(0.1));
    assertThat(result.primaryMetric().scorePercentiles().get("100.0")).isCloseTo(300, within(0.3));
    assertThat(result.primaryMetric().scorePercentiles().get("99.9")).isNaN();
  }

  @Test
  void oneRoundHasNoError() {
    JmhResult result = of(new Rounds().round("sse", 400, 100), "sse").get(0);
    assertThat(result.primaryMetric().scoreError()).isNaN();
  }

  @Test
  void aTransportWithoutAValidRoundIsNoBenchmark() {
    Rounds rounds =
        new Rounds()
            .round("sse", 400, 100)
            .outcome(new Outcome.Invalid(List.of("late"), false))
            .round("websocket", 400, 100);
    assertThat(of(rounds, "sse", "websocket"))
        .extracting(JmhResult::benchmark)
        .containsExactly("dev.pushmark.chat.sse");
  }
}
