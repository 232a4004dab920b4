package dev.pushmark.results.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.sample.Rounds;
import dev.pushmark.results.sample.SampleRun;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PastRunTest {
  private static final Percentage A_HISTOGRAMS_STEP = Percentage.withPercentage(0.1);

  private static Map<GateMetric, Double> figures(Rounds rounds) {
    return PastRun.of(
            Rounds.run("sse"),
            SampleRun.madeUpEnvironment(),
            "",
            rounds.list(),
            rounds.histograms())
        .figures()
        .getOrDefault("sse", Map.of());
  }

  @Test
  void aRunsFigureIsTheMedianOfItsRoundsOwnFigures() {
    Map<GateMetric, Double> figures =
        figures(
            new Rounds()
                .round("sse", 2_000, 500)
                .round("sse", 2_000, 40_000)
                .round("sse", 2_000, 510));
    assertThat(figures.get(GateMetric.P50)).isCloseTo(510e3, A_HISTOGRAMS_STEP);
    assertThat(figures.get(GateMetric.P99)).isCloseTo(510e3, A_HISTOGRAMS_STEP);
    assertThat(figures.get(GateMetric.CPU)).isEqualTo(510e3);
    assertThat(figures.get(GateMetric.BYTES)).isEqualTo(210);
  }

  @Test
  void ofAnEvenNumberItIsMidwayBetweenTheTwoInTheMiddle() {
    Rounds rounds = new Rounds();
    for (double latencyUs : new double[] {900, 500, 520, 100}) {
      rounds.round("sse", 2_000, latencyUs);
    }
    assertThat(figures(rounds).get(GateMetric.CPU)).isEqualTo(510e3);
  }

  @Test
  void roundsThatAreInvalidDoNotCount() {
    Rounds rounds = new Rounds().round("sse", 2_000, 500);
    rounds.outcome(new Outcome.Invalid(List.of("late"), true)).round("sse", 2_000, 900);
    rounds.outcome(new Outcome.Invalid(List.of("late"), true)).round("sse", 2_000, 900);
    assertThat(figures(rounds).get(GateMetric.CPU)).isEqualTo(500e3);
  }

  @Test
  void whatTooFewEventsStandBehindOrCameToNothingIsLeftOut() {
    assertThat(figures(new Rounds().round("sse", 999, 500)))
        .containsOnlyKeys(GateMetric.P50, GateMetric.CPU, GateMetric.BYTES);
    assertThat(figures(new Rounds().round("sse", 2_000, 0))).containsOnlyKeys(GateMetric.BYTES);
    assertThat(figures(new Rounds())).isEmpty();
  }
}
