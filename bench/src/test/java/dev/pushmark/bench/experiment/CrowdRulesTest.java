package dev.pushmark.bench.experiment;

import static dev.pushmark.bench.experiment.Figures.measured;
import static dev.pushmark.bench.experiment.Figures.ms;
import static dev.pushmark.bench.experiment.Figures.untold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Unit;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrowdRulesTest {
  private static ClaimFigure bytes(double low, double high) {
    return measured("SSE", "resident memory per subscriber", Unit.BYTES, low, high);
  }

  private static ClaimFigure held(double subscribers) {
    return measured("SSE", "subscribers held at once", Unit.NUMBER, subscribers, subscribers);
  }

  private static Answer sameTime(ClaimFigure... spreads) {
    return CrowdRules.sameTime(List.of(spreads), List.of()).answer();
  }

  private static Answer costs(ClaimFigure... slopes) {
    return CrowdRules.heldConnections(List.of(slopes), List.of()).answer();
  }

  @Test
  void theSameTimeIsWhatPeopleCannotTellApart() {
    assertThat(sameTime(ms("push", 1, 2))).isEqualTo(Answer.HOLDS);
    assertThat(sameTime(ms("polls", 440, 460))).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(sameTime(ms("push", 1, 2), ms("polls", 440, 460))).isEqualTo(Answer.DEPENDS);
    assertThat(sameTime(ms("push", 1, 2), ms("polls", 90, 110))).isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void aConnectionCostsMemoryWhereAThousandTakeMoreThanAMegabyte() {
    assertThat(costs(bytes(8_000, 12_000))).isEqualTo(Answer.HOLDS);
    assertThat(costs(bytes(-200, 900))).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(costs(bytes(8_000, 12_000), bytes(-200, 9_000))).isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void twoThousandHeldByEachTransportRefuteThatThousandsCannotBe() {
    ClaimVerdict verdict =
        CrowdRules.cannotHoldThousands(List.of(held(2_000)), List.of(bytes(8_000, 12_000)));
    assertThat(verdict.answer()).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(verdict.statement().replace('\u00a0', ' ')).contains("would take SSE 120 MB");
  }

  @Test
  void fewerHeldShowNothing() {
    assertThat(
            CrowdRules.cannotHoldThousands(List.of(held(2_000), held(1_999)), List.of()).answer())
        .isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(CrowdRules.cannotHoldThousands(List.of(untold("SSE")), List.of()).answer())
        .isEqualTo(Answer.CANNOT_BE_TOLD);
  }
}
