package dev.pushmark.bench.experiment;

import static dev.pushmark.bench.experiment.Figures.ms;
import static dev.pushmark.bench.experiment.Figures.ratio;
import static dev.pushmark.bench.experiment.Figures.untold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.experiment.PushRules.Candidate;
import dev.pushmark.bench.experiment.PushRules.Floor;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PushRulesTest {
  private static Answer noDelay(Floor... floors) {
    List<ClaimFigure> figures = Stream.of(floors).map(Floor::median).toList();
    return PushRules.noDelay(List.of(floors), figures).answer();
  }

  private static Floor floor(ClaimFigure median, ClaimFigure tail) {
    return new Floor(median, tail);
  }

  @Test
  void aDelayThatMachinesSeeAndPeopleDoNotMakesItDepend() {
    assertThat(noDelay(floor(ms("SSE", 0.3, 0.4), ms("SSE", 3, 4)))).isEqualTo(Answer.DEPENDS);
  }

  @Test
  void noDelayHoldsOnlyBelowWhatTheInstrumentResolves() {
    Floor least = floor(ms("SSE", 0.03, 0.04), ms("SSE", 0.08, 0.1));
    assertThat(noDelay(least)).isEqualTo(Answer.HOLDS);
    assertThat(noDelay(least, floor(ms("x", 0.03, 0.04), ms("x", 0.08, 0.12))))
        .isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void oneTransportThatPeopleWaitForIsEnough() {
    assertThat(
            noDelay(
                floor(ms("SSE", 0.3, 0.4), ms("SSE", 3, 4)),
                floor(ms("x", 0.3, 0.4), ms("x", 101, 140))))
        .isEqualTo(Answer.DOES_NOT_HOLD);
  }

  @Test
  void aTailAcrossTheLineLeavesItOpen() {
    assertThat(noDelay(floor(ms("SSE", 0.3, 0.4), ms("SSE", 50, 150))))
        .isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void webSocketWinsWhereItIsTenPercentAheadInEverything() {
    assertThat(wins(ratio("SSE", 1.2, 1.4), ratio("long polling", 2, 3))).isEqualTo(Answer.HOLDS);
    assertThat(wins(ratio("SSE", 0.9, 1.1), ratio("long polling", 2, 3))).isEqualTo(Answer.DEPENDS);
    assertThat(wins(ratio("SSE", 0.9, 1.1), ratio("long polling", 1, 1.05)))
        .isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(wins(ratio("SSE", 1, 1.3))).isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  private static Answer wins(ClaimFigure... ratios) {
    return PushRules.webSocketWins(List.of(ratios), List.of()).answer();
  }

  @Test
  void comfortIsFreeWhereNothingCostsATenthMore() {
    assertThat(comfort(ratio("latency", 0.9, 1.1), ratio("bytes", 1.02, 1.03)))
        .isEqualTo(Answer.HOLDS);
    assertThat(comfort(ratio("latency", 0.9, 1.2), ratio("bytes", 1.02, 1.03)))
        .isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void onePriceIsAPriceWhateverElseIsUntold() {
    assertThat(comfort(untold("latency"), ratio("bytes", 1.2, 1.21)))
        .isEqualTo(Answer.DOES_NOT_HOLD);
  }

  private static Answer comfort(ClaimFigure... ratios) {
    return PushRules.comfortForFree(List.of(ratios), List.of()).answer();
  }

  @Test
  void reorderingRulesACandidateOutHoweverFast() {
    Candidate inOrder = new Candidate(ratio("SSE over HTTP/2", 0.9, 1.2), 0);
    Candidate reordering = new Candidate(ratio("HTTP/2 server push", 0.9, 1.2), 7);
    assertThat(replaces(inOrder)).isEqualTo(Answer.HOLDS);
    assertThat(replaces(reordering)).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(replaces(inOrder, reordering)).isEqualTo(Answer.DEPENDS);
    assertThat(PushRules.replacesWebSocket(List.of(reordering), List.of()).statement())
        .contains("7 deliveries out of order");
  }

  private static Answer replaces(Candidate... candidates) {
    return PushRules.replacesWebSocket(List.of(candidates), List.of()).answer();
  }
}
