package dev.pushmark.bench.experiment;

import static dev.pushmark.bench.experiment.Figures.ms;
import static dev.pushmark.bench.experiment.Figures.ratio;
import static dev.pushmark.bench.experiment.Figures.untold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.experiment.PollingRules.Check;
import dev.pushmark.bench.experiment.PollingRules.Poll;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollingRulesTest {
  private static final Poll SLOW =
      new Poll(ms("every 1s", 490, 510), ratio("every 1s", 900, 1100), List.of());
  private static final Poll FAST =
      new Poll(ms("every 100ms", 49, 51), ratio("every 100ms", 90, 110), List.of());

  private static ClaimVerdict judged(Poll... polls) {
    return PollingRules.asGoodAsPush(ms("WebSocket", 0.4, 0.6), List.of(polls));
  }

  @Test
  void itDependsOnTheIntervalWhetherPollingIsAsGoodAsPush() {
    ClaimVerdict verdict = judged(SLOW, FAST);
    assertThat(verdict.answer()).isEqualTo(Answer.DEPENDS);
    assertThat(verdict.statement().replace('\u00a0', ' '))
        .contains("As good as push: every 100ms (median 50.0 ms).")
        .contains("Not as good: every 1s (median 500 ms).");
    assertThat(verdict.figures()).contains(SLOW.latency(), FAST.ratio());
  }

  @Test
  void theVerdictSaysHowFarPollingIsOffTheory() {
    ClaimFigure theory = ms("every 1s", 450, 550);
    Poll poll =
        new Poll(
            SLOW.latency(),
            SLOW.ratio(),
            List.of(
                new Check(SLOW.latency(), theory), new Check(ms("every 1s", 440, 440), theory)));
    assertThat(judged(poll).statement().replace('\u00a0', ' ')).contains("by at most 12 %.");
    assertThat(judged(SLOW).statement()).doesNotContain("theory");
  }

  @Test
  void whatPeopleTakeForImmediateIsAsGoodHoweverMuchSlowerThanPush() {
    assertThat(judged(FAST).answer()).isEqualTo(Answer.HOLDS);
  }

  @Test
  void whatPushIsHardlyFasterThanIsAsGoodHoweverSlow() {
    Poll poll = new Poll(ms("x", 300, 320), ratio("x", 1, 1.2), List.of());
    assertThat(judged(poll).answer()).isEqualTo(Answer.HOLDS);
  }

  @Test
  void noticeablyLateAndLaterThanPushIsNotAsGood() {
    assertThat(judged(SLOW).answer()).isEqualTo(Answer.DOES_NOT_HOLD);
  }

  @Test
  void anIntervalAcrossTheLineDecidesForNothing() {
    Poll poll = new Poll(ms("x", 95, 105), ratio("x", 90, 110), List.of());
    assertThat(judged(poll).answer()).isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(judged(SLOW, poll).answer()).isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void pollingWastesWhereEachWayTakesMoreThanTwiceTheBytes() {
    ClaimFigure thrifty = ratio("busy", 0.5, 0.6);
    ClaimFigure wasteful = ratio("quiet", 20, 30);
    assertThat(wastes(wasteful)).isEqualTo(Answer.HOLDS);
    assertThat(wastes(thrifty)).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(wastes(thrifty, wasteful)).isEqualTo(Answer.DEPENDS);
    assertThat(wastes(wasteful, untold("x"))).isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(wastes(ratio("x", 1.9, 2.1))).isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  private static Answer wastes(ClaimFigure... ratios) {
    return PollingRules.wastes(List.of(ratios), List.of()).answer();
  }
}
