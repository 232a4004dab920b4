package dev.pushmark.bench.micro.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTest {
  /** Mean 5, standard deviation √(32/7), t of 7 degrees of freedom 2.3646. */
  @Test
  void isStudentsOfTheMean() {
    Interval interval = Interval.ofMean(2, 4, 4, 4, 5, 5, 7, 9);
    assertThat(interval.mean()).isEqualTo(5);
    assertThat(interval.high() - 5).isCloseTo(2.3646 * Math.sqrt(32.0 / 7 / 8), within(1e-3));
    assertThat(5 - interval.low()).isCloseTo(interval.high() - 5, within(1e-9));
  }

  @Test
  void coversTheTruthNineteenTimesInTwenty() {
    Random random = new Random(7);
    int covered = 0;
    int trials = 2_000;
    for (int i = 0; i < trials; i++) {
      Interval interval = Interval.ofMean(random.doubles(6).map(d -> 0.8 + d).toArray());
      covered += interval.low() <= 1.3 && 1.3 <= interval.high() ? 1 : 0;
    }
    assertThat((double) covered / trials).isBetween(0.93, 0.97);
  }

  @Test
  void oneValueHasNone() {
    assertThatThrownBy(() -> Interval.ofMean(1)).hasMessageContaining("two values, got 1");
  }

  @Test
  void aLimitInsideTheIntervalCannotBeTold() {
    assertThat(Limit.of(1.0, 1.2, 1.25)).isEqualTo(Limit.MET);
    assertThat(Limit.of(1.0, 1.2, 1.15)).isEqualTo(Limit.CANNOT_BE_TOLD);
    assertThat(Limit.of(1.0, 1.2, 0.9)).isEqualTo(Limit.MISSED);
    assertThat(Limit.MISSED.or(Limit.MET)).isEqualTo(Limit.MET);
    assertThat(Limit.MISSED.or(Limit.CANNOT_BE_TOLD)).isEqualTo(Limit.CANNOT_BE_TOLD);
    assertThat(Limit.MISSED.or(Limit.MISSED)).isEqualTo(Limit.MISSED);
  }
}
