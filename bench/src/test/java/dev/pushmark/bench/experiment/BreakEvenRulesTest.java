package dev.pushmark.bench.experiment;

import static dev.pushmark.bench.experiment.Figures.ratio;
import static dev.pushmark.bench.experiment.Figures.untold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.experiment.BreakEvenRules.Spot;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakEvenRulesTest {
  private static final Spot GOOD = new Spot(ratio("spot", 3, 3), ratio("spot", 2.9, 3.3));

  private static ClaimVerdict verdict(List<Spot> spots, ClaimFigure... rare) {
    return BreakEvenRules.pollingIsEnough(List.of(rare), spots, List.of(), List.of());
  }

  private static Answer answer(ClaimFigure... rare) {
    return verdict(List.of(GOOD), rare).answer();
  }

  @Test
  void pollingIsEnoughWhereItIsCheaperForEveryStaleness() {
    assertThat(answer(ratio("1s", 0.5, 0.8), ratio("10s", 0.05, 0.08))).isEqualTo(Answer.HOLDS);
    assertThat(answer(ratio("1s", 5, 8), ratio("10s", 1.1, 1.4))).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(answer(ratio("1s", 5, 8), ratio("10s", 0.5, 0.8))).isEqualTo(Answer.DEPENDS);
    assertThat(answer(ratio("1s", 5, 8), ratio("10s", 0.8, 1.3))).isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void aSpotAgreesWithinTheIntervalOrAQuarter() {
    assertThat(GOOD.agrees()).isTrue();
    assertThat(new Spot(ratio("spot", 4, 4), ratio("spot", 2, 6)).agrees()).isTrue();
    assertThat(new Spot(ratio("spot", 2.4, 2.4), ratio("spot", 2, 2)).agrees()).isTrue();
    assertThat(new Spot(ratio("spot", 2.6, 2.6), ratio("spot", 2, 2)).agrees()).isFalse();
    assertThat(new Spot(ratio("spot", 1.5, 1.5), ratio("spot", 2, 2)).agrees()).isFalse();
    assertThat(new Spot(untold("spot"), ratio("spot", 2, 2)).agrees()).isFalse();
  }

  @Test
  void aModelThatASpotContradictsTellsNothing() {
    Spot bad = new Spot(ratio("spot", 9, 9), ratio("spot", 2, 3));
    ClaimVerdict verdict = verdict(List.of(GOOD, bad), ratio("1s", 5, 8));
    assertThat(verdict.answer()).isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(verdict.statement())
        .contains("agrees with 1 of 2 spot checks, off by a factor of 3.60");
    assertThat(verdict(List.of(), ratio("1s", 5, 8)).answer()).isEqualTo(Answer.CANNOT_BE_TOLD);
  }
}
