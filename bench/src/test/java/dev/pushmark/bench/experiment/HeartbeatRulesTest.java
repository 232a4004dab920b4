package dev.pushmark.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.experiment.HeartbeatRules.Dead;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatRulesTest {
  private static final List<ClaimFigure> FIGURES = List.of(Figures.ms("SSE", 600, 700));
  private static final Dead UNNOTICED = new Dead("SSE, no heartbeat", 90, 0, 0, 0);

  private static Dead dead(long struck, long bySubscribers, long byServer) {
    return new Dead("SSE, heartbeat every 1s", struck, bySubscribers, byServer, 0);
  }

  private static Answer answer(Dead without, Dead... with) {
    return HeartbeatRules.findDead(List.of(with), List.of(without), FIGURES).answer();
  }

  @Test
  void heartbeatsFindWhatBothSidesFindToTheLast() {
    assertThat(answer(UNNOTICED, dead(100, 100, 100))).isEqualTo(Answer.HOLDS);
    assertThat(answer(UNNOTICED, dead(100, 0, 0))).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(answer(UNNOTICED, dead(100, 100, 99))).isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void whereOneSideFindsThemAndTheOtherNoneItDependsAndIsSaidOnWhom() {
    ClaimVerdict verdict =
        HeartbeatRules.findDead(
            List.of(dead(100, 100, 0), dead(50, 50, 50)), List.of(UNNOTICED), FIGURES);

    assertThat(verdict.answer()).isEqualTo(Answer.DEPENDS);
    assertThat(verdict.statement())
        .contains(
            "of 100, subscribers found 100 and the server 0",
            "Not one was found by the server of SSE, heartbeat every 1s.")
        .doesNotContain("by the subscribers");
  }

  @Test
  void whatIsFoundWithoutHeartbeatsIsNotFoundByThem() {
    assertThat(answer(new Dead("SSE, no heartbeat", 90, 0, 1, 0), dead(100, 100, 100)))
        .isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void whatWasNotMeasuredCannotBeTold() {
    assertThat(answer(UNNOTICED, dead(100, 100, 100), dead(0, 0, 0)))
        .isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(answer(new Dead("SSE, no heartbeat", 0, 0, 0, 0), dead(100, 100, 100)))
        .isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void livingConnectionsThatWereTakenForDeadAreCounted() {
    Dead alarmed = new Dead("SSE, heartbeat every 1s", 10, 10, 10, 3);

    assertThat(HeartbeatRules.findDead(List.of(alarmed), List.of(UNNOTICED), FIGURES).statement())
        .contains("taken for dead: 3.");
  }
}
