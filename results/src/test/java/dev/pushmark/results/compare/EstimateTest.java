package dev.pushmark.results.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static final int RUNS = 4_000;

  /**
   * By hand: the logarithms 0, 1 and 2 have the mean 1 and the error 1/√3; t(2; 97.5 %) = 4.3027.
   */
  @Test
  void isStudentsIntervalOnTheLogarithms() {
    Estimate estimate = Estimate.of(List.of(1.0, Math.E, Math.exp(2))).orElseThrow();

    assertThat(Math.log(estimate.value())).isCloseTo(1, within(1e-12));
    assertThat(Math.log(estimate.low())).isCloseTo(1 - 4.302653 / Math.sqrt(3), within(1e-6));
    assertThat(Math.log(estimate.high())).isCloseTo(1 + 4.302653 / Math.sqrt(3), within(1e-6));
    assertThat(estimate.chance()).isCloseTo(0.2254, within(1e-4));
    assertThat(estimate.rounds()).isEqualTo(3);
  }

  @Test
  void equalRoundsLeaveNoDoubt() {
    Estimate same = Estimate.of(List.of(2.0, 2.0)).orElseThrow();
    Estimate none = Estimate.of(List.of(1.0, 1.0)).orElseThrow();

    assertThat(same.low()).isEqualTo(same.high());
    assertThat(same.chance()).isZero();
    assertThat(none.chance()).isEqualTo(1);
  }

  @Test
  void oneRoundAndZerosHaveNoInterval() {
    assertThat(Estimate.of(List.of(1.0))).isEmpty();
    assertThat(Estimate.of(List.of(1.0, 0.0))).isEmpty();
    assertThat(Estimate.of(List.of(1.0, Double.NaN))).isEmpty();
  }

  @Test
  void equalThingsAreRarelyCalledDifferent() {
    assertThat(calledDifferent(Random::nextGaussian, 1)).isBetween(0.035, 0.065);
    // One round in ten is measured on a machine that others load.
    assertThat(calledDifferent(EstimateTest::disturbed, 1)).isBetween(0.005, 0.06);
  }

  @Test
  void aDifferenceIsSeen() {
    assertThat(calledDifferent(random -> 0.05 * random.nextGaussian(), 1.2)).isGreaterThan(0.99);
  }

  private static double disturbed(Random random) {
    return 0.05 * random.nextGaussian() + (random.nextInt(10) == 0 ? random.nextDouble() : 0);
  }

  /** The share of runs of six blocks, one thing being {@code truth} times as slow as the other. */
  private static double calledDifferent(ToDoubleFunction<Random> logOfNoise, double truth) {
    Random random = new Random(7);
    int different = 0;
    for (int run = 0; run < RUNS; run++) {
      List<Double> ratios = new ArrayList<>();
      for (int block = 0; block < 6; block++) {
        double one = logOfNoise.applyAsDouble(random);
        double other = logOfNoise.applyAsDouble(random);
        ratios.add(truth * Math.exp(one - other));
      }
      different += Estimate.of(ratios).orElseThrow().chance() < 0.05 ? 1 : 0;
    }
    return (double) different / RUNS;
  }
}
