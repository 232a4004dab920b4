package dev.pushmark.results.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.results.trend.ChangePoints.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangePointsTest {
  /** Of a hundred series a test at 5 % finds something in more than these once in 230 times. */
  private static final int MOST_FALSE_OF_100 = 11;

  /** How runs of equal things differ, on logarithms. */
  enum Noise {
    NORMAL(random -> 0.05 * random.nextGaussian()),
    WITH_SPIKES(
        random ->
            0.05 * random.nextGaussian()
                + (random.nextDouble() < 0.1 ? -Math.log1p(-random.nextDouble()) : 0)),
    MOSTLY_EQUAL(random -> random.nextDouble() < 0.7 ? 0 : 0.002 * random.nextGaussian());

    final ToDoubleFunction<Random> next;

    Noise(ToDoubleFunction<Random> next) {
      this.next = next;
    }

    double[] series(int length, long seed) {
      Random random = new Random(seed);
      double[] values = new double[length];
      Arrays.setAll(values, i -> Math.log(600e3) + next.applyAsDouble(random));
      return values;
    }
  }

  private static double[] raised(double[] values, int from, int to, double by) {
    double[] raised = values.clone();
    for (int i = from; i < to; i++) {
      raised[i] += by;
    }
    return raised;
  }

  @ParameterizedTest
  @EnumSource
  void whereNothingChangesHardlyAnythingIsFound(Noise noise) {
    int found = 0;
    for (int seed = 0; seed < 100; seed++) {
      found += ChangePoints.of(noise.series(40, seed), seed).isEmpty() ? 0 : 1;
    }
    assertThat(found).isLessThanOrEqualTo(MOST_FALSE_OF_100);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 20, 33})
  void aStepIsFoundAtItsPlace(int place) {
    int found = 0;
    for (int seed = 0; seed < 40; seed++) {
      double[] values = raised(Noise.NORMAL.series(40, seed), place, 40, 0.2);
      List<Integer> changes = ChangePoints.of(values, seed);
      found += changes.stream().anyMatch(change -> Math.abs(change - place) <= 1) ? 1 : 0;
    }
    assertThat(found).as("of 40, four standard deviations high").isGreaterThanOrEqualTo(38);
  }

  @Test
  void twoStepsAreBothFoundEvenIfTheSecondTakesTheFirstBack() {
    double[] noise = Noise.NORMAL.series(60, 3);
    assertThat(ChangePoints.of(raised(noise, 20, 40, 0.3), 1)).containsExactly(20, 40);
    assertThat(ChangePoints.of(raised(raised(noise, 20, 60, 0.3), 40, 60, 0.3), 1))
        .containsExactly(20, 40);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 20, 38, 39})
  void oneSlowRunIsNoChange(int slow) {
    double[] values = raised(Noise.NORMAL.series(40, 7), slow, slow + 1, Math.log(20));
    assertThat(ChangePoints.of(values, 1)).isEmpty();
  }

  @Test
  void noLevelIsShorterThanFiveRuns() {
    for (int seed = 0; seed < 20; seed++) {
      double[] values = raised(Noise.MOSTLY_EQUAL.series(40, seed), 18, 22, 1);
      List<Integer> bounds = new ArrayList<>(List.of(0));
      bounds.addAll(ChangePoints.of(raised(values, 30, 40, 0.1), seed));
      bounds.add(40);
      assertThat(bounds).hasSizeGreaterThan(2);
      for (int i = 1; i < bounds.size(); i++) {
        assertThat(bounds.get(i) - bounds.get(i - 1)).isGreaterThanOrEqualTo(5);
      }
    }
  }

  @Test
  void aSeriesOfEqualValuesHasNoChange() {
    assertThat(ChangePoints.of(new double[40], 1)).isEmpty();
    double[] equal = new double[40];
    Arrays.fill(equal, Math.log(229));
    assertThat(ChangePoints.of(equal, 1)).isEmpty();
    assertThat(ChangePoints.of(raised(equal, 17, 18, 0.001), 1)).isEmpty();
  }

  @Test
  void equalValuesThatBecomeOthersChangeExactlyThere() {
    double[] equal = new double[40];
    Arrays.fill(equal, Math.log(229));
    assertThat(ChangePoints.of(raised(equal, 17, 40, 1e-4), 1)).containsExactly(17);
  }

  @Test
  void tenValuesAreTheFewestThatCanTell() {
    double[] step = new double[10];
    Arrays.fill(step, 5, 10, 1);
    assertThat(ChangePoints.of(step, 1)).containsExactly(5);
    assertThat(ChangePoints.of(Arrays.copyOf(step, 9), 1)).isEmpty();
    assertThat(ChangePoints.of(new double[0], 1)).isEmpty();
  }

  @Test
  void theSameSeedGivesTheSame() {
    double[] values = raised(Noise.WITH_SPIKES.series(80, 5), 40, 80, 0.2);
    assertThat(ChangePoints.of(values, 9)).isEqualTo(ChangePoints.of(values, 9));
    assertThat(values)
        .as("left as they were")
        .isEqualTo(raised(Noise.WITH_SPIKES.series(80, 5), 40, 80, 0.2));
  }

  @Test
  void aSeriesThatWouldTakeTooLongIsRefused() {
    double[] longest = Noise.NORMAL.series(ChangePoints.MOST_VALUES, 1);
    assertThat(ChangePoints.of(raised(longest, 250, 500, 0.2), 1)).contains(250);
    assertThatThrownBy(() -> ChangePoints.of(new double[ChangePoints.MOST_VALUES + 1], 1))
        .hasMessage("a series must have at most 500 values, had 501");
  }

  @Test
  void theBestSplitIsThatOfTheDefinition() {
    for (int seed = 0; seed < 20; seed++) {
      double[] values = raised(Noise.WITH_SPIKES.series(24, seed), 11, 19, 0.3);
      Split defined = Split.NONE;
      for (int end = 3; end <= 22; end++) {
        for (int at = 3; at <= end; at++) {
          if (at - 3 >= ChangePoints.SHORTEST && end - at >= ChangePoints.SHORTEST) {
            double statistic = defined(values, 3, at, end);
            defined = statistic > defined.statistic() ? new Split(at, statistic) : defined;
          }
        }
      }
      Split best = ChangePoints.best(values, 3, 22);
      assertThat(best.at()).isEqualTo(defined.at());
      assertThat(best.statistic()).isCloseTo(defined.statistic(), within(1e-9));
    }
  }

  /** The statistic by equations 5 and 7 of the paper, pair by pair. */
  private static double defined(double[] values, int from, int at, int to) {
    double distance =
        2 * mean(values, from, at, at, to)
            - mean(values, from, at, from, at)
            - mean(values, at, to, at, to);
    return distance * (at - from) * (to - at) / (to - from);
  }

  /** Of the distances between one range and another, or between different ones within it. */
  private static double mean(double[] values, int from, int to, int otherFrom, int otherTo) {
    double sum = 0;
    int pairs = 0;
    for (int i = from; i < to; i++) {
      for (int j = otherFrom; j < otherTo; j++) {
        if (i != j) {
          sum += Math.abs(values[i] - values[j]);
          pairs++;
        }
      }
    }
    return sum / pairs;
  }
}
