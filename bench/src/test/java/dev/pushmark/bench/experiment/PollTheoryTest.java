package dev.pushmark.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollTheoryTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 10})
  void meanTimeOutOfDateIsThatOfASimulatedPoller(double eventsPerSecond) {
    Random random = new Random(4);
    int polls = 200_000;
    double area = 0;
    for (int poll = 0; poll < polls; poll++) {
      double firstEvent = -Math.log(1 - random.nextDouble()) / eventsPerSecond;
      double lacking = Math.max(0, 1 - firstEvent);
      area += lacking * lacking / 2;
    }
    assertThat(PollTheory.meanTimeOutOfDateNs(SECOND, eventsPerSecond))
        .isCloseTo(area / polls * 1e9, Percentage.withPercentage(2));
  }

  @Test
  void itComesToHalfAnIntervalWithManyEventsAndToLittleWithFew() {
    assertThat(PollTheory.meanTimeOutOfDateNs(SECOND, 10_000))
        .isCloseTo(PollTheory.medianLatencyNs(SECOND), Percentage.withPercentage(0.1));
    assertThat(PollTheory.meanTimeOutOfDateNs(SECOND, 0.01))
        .isCloseTo(0.01 / 6 * 1e9, Percentage.withPercentage(1));
  }
}
