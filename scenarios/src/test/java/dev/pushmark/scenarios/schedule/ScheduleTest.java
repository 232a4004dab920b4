package dev.pushmark.scenarios.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.results.model.Arrivals;
import dev.pushmark.results.model.Arrivals.ArrivalProcess;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {
  private static final long SECOND = 1_000_000_000L;

  static Stream<Schedule> schedules() {
    return Stream.of(new ConstantRate(250), new Poisson(250), new Bursts(250, 5));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void dueTimesAscendWithinTheHorizon(Schedule schedule) {
    long[] due = schedule.dueTimesNs(20 * SECOND, 7);

    assertThat(due).isSorted();
    assertThat(due[0]).isNotNegative();
    assertThat(due[due.length - 1]).isLessThan(20 * SECOND);
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void theMeanRateIsTheRateAskedFor(Schedule schedule) {
    int seconds = 400;
    double events = schedule.dueTimesNs(seconds * SECOND, 11).length;

    // A Poisson process counts rate × time ± its root; bursts of b make that b-fold in variance.
    double standardError = Math.sqrt(250.0 * seconds * 5);
    assertThat(events).isCloseTo(250.0 * seconds, within(4 * standardError));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void theSameSeedGivesTheSameTimesAndAnotherGivesOthers(Schedule schedule) {
    long[] due = schedule.dueTimesNs(SECOND, 1);

    assertThat(schedule.dueTimesNs(SECOND, 1)).isEqualTo(due);
    assertThat(schedule.dueTimesNs(SECOND, 2)).isNotEqualTo(due);
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void aLongerHorizonOnlyAddsEvents(Schedule schedule) {
    long[] shorter = schedule.dueTimesNs(SECOND, 3);
    long[] longer = schedule.dueTimesNs(2 * SECOND, 3);

    assertThat(Arrays.copyOf(longer, shorter.length)).isEqualTo(shorter);
    assertThat(longer[shorter.length]).isGreaterThanOrEqualTo(SECOND);
  }

  @Test
  void constantRateKeepsItsDistanceWithoutDrift() {
    long[] due = new ConstantRate(3).dueTimesNs(3600 * SECOND, 5);

    assertThat(due).hasSize(3 * 3600);
    for (int k = 0; k < due.length; k++) {
      assertThat(due[k] - due[0]).isCloseTo(Math.round(k * (SECOND / 3.0)), within(1L));
    }
  }

  @Test
  void poissonDistancesAreExponential() {
    long[] due = new Poisson(1000).dueTimesNs(20 * SECOND, 13);
    double[] gaps = new double[due.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = (due[i + 1] - due[i]) / 1e9;
    }

    assertThat(kolmogorovSmirnov(gaps, x -> 1 - Math.exp(-1000 * x)))
        .as("Kolmogorov-Smirnov distance, critical value at 0.1 %%")
        .isLessThan(1.95 / Math.sqrt(gaps.length));
  }

  @Test
  void constantRateWouldFailThePoissonCheck() {
    long[] due = new ConstantRate(1000).dueTimesNs(20 * SECOND, 13);
    double[] gaps = new double[due.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = (due[i + 1] - due[i]) / 1e9;
    }

    assertThat(kolmogorovSmirnov(gaps, x -> 1 - Math.exp(-1000 * x)))
        .isGreaterThan(1.95 / Math.sqrt(gaps.length));
  }

  @Test
  void eventsOfABurstAreDueTogetherAndBurstsAreIndependent() {
    long[] due = new Bursts(1000, 4).dueTimesNs(20 * SECOND, 17);
    double[] gaps = new double[due.length / 4 - 1];
    for (int i = 0; i < due.length; i++) {
      assertThat(due[i]).isEqualTo(due[i - i % 4]);
    }
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = (due[4 * i + 4] - due[4 * i]) / 1e9;
    }

    assertThat(kolmogorovSmirnov(gaps, x -> 1 - Math.exp(-250 * x)))
        .isLessThan(1.95 / Math.sqrt(gaps.length));
  }

  @Test
  void constantPhasesAreSpreadOverThePeriod() {
    double[] phases = new double[2000];
    for (int seed = 0; seed < phases.length; seed++) {
      phases[seed] = new ConstantRate(1).dueTimesNs(SECOND, seed)[0] / 1e9;
    }

    assertThat(kolmogorovSmirnov(phases, x -> x)).isLessThan(1.95 / Math.sqrt(phases.length));
  }

  @Test
  void aRateOfZeroIsNeverDue() {
    for (ArrivalProcess process : ArrivalProcess.values()) {
      Schedule schedule = Schedule.of(new Arrivals(process, 1), 0);
      assertThat(schedule.dueTimesNs(SECOND, 1)).isEmpty();
    }
  }

  @Test
  void aWrongRateIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Poisson(-5))
        .withMessage("rate must be 0 to 1000000 events/s, was -5.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new ConstantRate(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bursts(1, 0))
        .withMessage("burst size must be >= 1 events, was 0");
  }

  private static double kolmogorovSmirnov(double[] sample, DoubleUnaryOperator distribution) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      double f = distribution.applyAsDouble(sorted[i]);
      distance = Math.max(distance, Math.abs(f - (double) i / sorted.length));
      distance = Math.max(distance, Math.abs((double) (i + 1) / sorted.length - f));
    }
    return distance;
  }
}
