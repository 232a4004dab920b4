package dev.pushmark.results.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GateRun.Verdict;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final GateCell P50 = new GateCell("sse", GateMetric.P50, 0.05);
  private static final GateCell BYTES = new GateCell("sse", GateMetric.BYTES, 0.05);

  private static Shift pairs(int number, double middle, double spread) {
    return new SignedRank(
        new Random(number).doubles(number, middle - spread, middle + spread).toArray());
  }

  private static Verdict verdict(Shift screened, Map<GateCell, Shift> confirmed) {
    return Rules.verdicts(Map.of(P50, screened), confirmed).getOrDefault(P50, Verdict.INVALID);
  }

  @Test
  void whatHasNotGrownPasses() {
    assertThat(verdict(pairs(10, 0, 0.02), Map.of())).isEqualTo(Verdict.PASS);
    assertThat(verdict(new SignedRank(new double[10]), Map.of())).isEqualTo(Verdict.PASS);
    assertThat(verdict(pairs(10, -0.5, 0.4), Map.of())).as("faster").isEqualTo(Verdict.PASS);
  }

  @Test
  void whatScattersTooMuchIsNotDecided() {
    assertThat(verdict(pairs(10, 0, 0.5), Map.of())).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void aScreenAloneCallsNothingARegression() {
    Shift worse = pairs(10, 0.5, 0.02);
    assertThat(Rules.suspected(Map.of(P50, worse))).containsExactly(P50);
    assertThat(verdict(worse, Map.of())).isNotEqualTo(Verdict.REGRESSION);
  }

  @Test
  void whatIsWorseForCertainAndByEnoughIsARegression() {
    Shift screened = pairs(10, 0.1, 0.02);
    assertThat(verdict(screened, Map.of(P50, pairs(30, 0.1, 0.05)))).isEqualTo(Verdict.REGRESSION);
    assertThat(verdict(screened, Map.of(P50, pairs(30, 0.03, 0.01))))
        .as("certain, but too little")
        .isEqualTo(Verdict.PASS);
    assertThat(verdict(screened, Map.of(P50, pairs(30, 0.1, 1.5))))
        .as("much, but not certain")
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void suspectsShareTheChanceOfAWrongRegression() {
    // Rank sums up to 12 of 12 pairs: 1.7 %, enough for a screen and too much here.
    double[] differences = new double[12];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = (i + 1) * (i == 3 || i == 5 || i == 1 ? -0.1 : 0.1);
    }
    Shift borderline = new SignedRank(differences);
    assertThat(borderline.chanceOfMore(0)).isBetween(0.01, 0.02);
    Shift sure = pairs(30, 0.4, 0.1);
    Shift screened = pairs(10, 0.4, 0.1);
    Map<GateCell, Shift> both = Map.of(P50, borderline, BYTES, sure);
    Map<GateCell, Verdict> verdicts = Rules.verdicts(Map.of(P50, screened, BYTES, screened), both);
    assertThat(verdicts)
        .containsEntry(BYTES, Verdict.REGRESSION)
        .containsEntry(P50, Verdict.INCONCLUSIVE);
  }

  @Test
  void suspicionNeedsHalfTheMinimumEffect() {
    assertThat(Rules.suspected(Map.of(P50, pairs(10, 0.02, 0.001)))).isEmpty();
    assertThat(Rules.suspected(Map.of(P50, pairs(10, 0.03, 0.001)))).isEqualTo(Set.of(P50));
  }

  @Test
  void theDetectableEffectIsThatOfTheScatter() {
    Random random = new Random(9);
    double[] differences = random.doubles(400).map(u -> 0).toArray();
    for (int i = 0; i < differences.length; i++) {
      differences[i] = 0.1 * random.nextGaussian();
    }
    // Of a normal distribution: 0.1 / √400 × (z of 1 % + z of 85 %) / √(3/π), by which ranks lose.
    assertThat(Rules.detectable(new SignedRank(differences), true))
        .isEqualTo(0.1 / 20 * (2.326 + 1.036) / Math.sqrt(3 / Math.PI), Offset.offset(0.0015));
    assertThat(Rules.detectable(new SignedRank(1, 2), true)).isInfinite();
  }
}
