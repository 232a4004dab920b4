package dev.pushmark.bench.experiment;

import static dev.pushmark.bench.experiment.Figures.ratio;
import static dev.pushmark.bench.experiment.Figures.untold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SideTest {
  @Test
  void aFigureIsOnASideOnlyWithItsWholeInterval() {
    assertThat(Side.of(ratio("x", 0.9, 1.1), 1.1)).isEqualTo(Side.BELOW);
    assertThat(Side.of(ratio("x", 0.9, 1.11), 1.1)).isEqualTo(Side.UNTOLD);
    assertThat(Side.of(ratio("x", 1.1, 1.3), 1.1)).isEqualTo(Side.UNTOLD);
    assertThat(Side.of(ratio("x", 1.11, 1.3), 1.1)).isEqualTo(Side.ABOVE);
    assertThat(Side.of(untold("x"), 1.1)).isEqualTo(Side.UNTOLD);
  }

  @Test
  void allBelowHoldsOnlyWhereEachIsToldToBe() {
    assertThat(Side.allBelow(List.of(Side.BELOW, Side.BELOW))).isEqualTo(Answer.HOLDS);
    assertThat(Side.allBelow(List.of(Side.ABOVE))).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(Side.allBelow(List.of(Side.BELOW, Side.UNTOLD))).isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(Side.allBelow(List.of(Side.ABOVE, Side.UNTOLD))).isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(Side.allBelow(List.of())).isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void itDependsOnceBothSidesAreTold() {
    assertThat(Side.allBelow(List.of(Side.BELOW, Side.ABOVE, Side.UNTOLD)))
        .isEqualTo(Answer.DEPENDS);
    assertThat(Side.allAbove(List.of(Side.BELOW, Side.ABOVE))).isEqualTo(Answer.DEPENDS);
  }

  @Test
  void allAboveIsTheOppositeOfAllBelow() {
    assertThat(Side.allAbove(List.of(Side.ABOVE))).isEqualTo(Answer.HOLDS);
    assertThat(Side.allAbove(List.of(Side.BELOW))).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(Side.allAbove(List.of(Side.UNTOLD))).isEqualTo(Answer.CANNOT_BE_TOLD);
  }
}
