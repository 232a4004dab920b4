package dev.pushmark.results.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.results.compare.LinearFit.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearFitTest {
  @Test
  void twoSizesAreNoLine() {
    assertThat(LinearFit.of(List.of(new Point(1, 1), new Point(2, 2), new Point(2, 3)))).isEmpty();
  }

  @Test
  void aLineIsFoundExactly() {
    LinearFit line =
        LinearFit.of(List.of(new Point(0, 5), new Point(10, 25), new Point(30, 65))).orElseThrow();
    assertThat(line.slope()).isCloseTo(2, within(1e-12));
    assertThat(line.intercept()).isCloseTo(5, within(1e-9));
    assertThat(line.error()).isCloseTo(0, within(1e-9));
    assertThat(line.isTold()).isTrue();
  }

  /** By hand: the squares off the line add up to 0.4, those of x to 10; t(3 degrees) = 3.182446. */
  @Test
  void theErrorIsThatOfTheFormula() {
    LinearFit line =
        LinearFit.of(
                List.of(
                    new Point(1, 1.0),
                    new Point(2, 3.0),
                    new Point(3, 4.0),
                    new Point(4, 5.5),
                    new Point(5, 6.25)))
            .orElseThrow();
    assertThat(line.slope()).isCloseTo(1.3, within(1e-9));
    assertThat(line.intercept()).isCloseTo(0.05, within(1e-9));
    assertThat(line.error()).isCloseTo(3.182446 * Math.sqrt(0.4 / 3 / 10), within(1e-5));
  }

  @Test
  void nineteenIntervalsInTwentyHoldTheTrueSlope() {
    Random random = new Random(1);
    int repetitions = 4_000;
    int held = 0;
    for (int i = 0; i < repetitions; i++) {
      List<Point> points = new ArrayList<>();
      for (double x : new double[] {250, 250, 250, 500, 500, 500, 1000, 1000, 1000}) {
        points.add(new Point(x, 7 + 3 * x + 200 * random.nextGaussian()));
      }
      LinearFit line = LinearFit.of(points).orElseThrow();
      held += Math.abs(line.slope() - 3) <= line.error() ? 1 : 0;
    }
    assertThat(held / (double) repetitions).isBetween(0.94, 0.96);
  }
}
