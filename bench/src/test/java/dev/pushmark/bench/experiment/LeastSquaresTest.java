package dev.pushmark.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.bench.experiment.LeastSquares.Amount;
import dev.pushmark.bench.experiment.LeastSquares.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {
  private static final double[][] DONE = {
    {1, 2_000, 0}, {1, 400, 0}, {1, 800, 400}, {1, 1_600, 4_000}, {1, 800, 8_000}, {1, 0, 100}
  };

  private static List<Row> rows(Random noise, double deviation) {
    List<Row> rows = new ArrayList<>();
    for (double[] done : DONE) {
      double cost = 0.05 * done[0] + 80e-6 * done[1] + 20e-6 * done[2];
      rows.add(
          new Row(List.of(done[0], done[1], done[2]), cost + deviation * noise.nextGaussian()));
    }
    return rows;
  }

  @Test
  void whatCostsWithoutNoiseIsFoundExactly() {
    LeastSquares fit = LeastSquares.of(rows(new Random(1), 0)).orElseThrow();
    assertThat(fit.of(1, 0, 0).value()).isCloseTo(0.05, within(1e-9));
    assertThat(fit.of(0, 1, 0).value()).isCloseTo(80e-6, within(1e-12));
    assertThat(fit.of(0, 0, 1).value()).isCloseTo(20e-6, within(1e-12));
    assertThat(fit.of(0, 1_000, 500).reach()).isLessThan(1e-6);
  }

  @Test
  void ninetyFiveOfAHundredIntervalsHoldTheTruth() {
    Random noise = new Random(7);
    int held = 0;
    int times = 2_000;
    for (int i = 0; i < times; i++) {
      Amount amount = LeastSquares.of(rows(noise, 0.01)).orElseThrow().of(0, 1_000, 500);
      if (Math.abs(amount.value() - 0.09) <= amount.reach()) {
        held++;
      }
    }
    assertThat((double) held / times).isBetween(0.935, 0.965);
  }

  @Test
  void tooFewRoundsAndWhatAlwaysHappensTogetherTellNothing() {
    assertThat(LeastSquares.of(List.of())).isEmpty();
    assertThat(LeastSquares.of(rows(new Random(1), 0).subList(0, 3))).isEmpty();
    assertThat(
            LeastSquares.of(
                List.of(
                    new Row(List.of(1.0, 2.0), 1),
                    new Row(List.of(2.0, 4.0), 2),
                    new Row(List.of(3.0, 6.0), 3))))
        .isEmpty();
    assertThat(
            LeastSquares.of(
                List.of(
                    new Row(List.of(1.0, 0.0), 1),
                    new Row(List.of(2.0, 0.0), 2),
                    new Row(List.of(3.0, 0.0), 3))))
        .isEmpty();
  }
}
