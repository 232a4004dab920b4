package dev.pushmark.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTheoryTest {
  private static final Duration WINDOW = Duration.ofMillis(20);

  @ParameterizedTest
  @ValueSource(doubles = {5, 40, 100, 2_000})
  void waitsAreThoseOfSimulatedWindows(double eventsPerSecond) {
    Random random = new Random(4);
    int events = 200_000;
    double[] waits = new double[events];
    double windowEnds = -1;
    double now = 0;
    int windows = 0;
    for (int event = 0; event < events; event++) {
      now -= Math.log(1 - random.nextDouble()) / eventsPerSecond;
      if (now > windowEnds) {
        windowEnds = now + WINDOW.toNanos() / 1e9;
        windows++;
      }
      waits[event] = windowEnds - now;
    }
    Arrays.sort(waits);
    assertThat(BatchTheory.medianWaitNs(WINDOW, eventsPerSecond))
        .isCloseTo(waits[events / 2] * 1e9, Percentage.withPercentage(2));
    assertThat(BatchTheory.eventsTogether(WINDOW, eventsPerSecond))
        .isCloseTo((double) events / windows, Percentage.withPercentage(2));
  }

  @Test
  void itComesToHalfAWindowWithManyEventsAndToAllOfItWithFew() {
    assertThat(BatchTheory.medianWaitNs(WINDOW, 1e6))
        .isCloseTo(WINDOW.toNanos() / 2.0, Percentage.withPercentage(0.1));
    assertThat(BatchTheory.medianWaitNs(WINDOW, 1)).isEqualTo(WINDOW.toNanos());
    assertThat(BatchTheory.medianWaitNs(Duration.ZERO, 100)).isZero();
  }
}
