package dev.pushmark.scenarios.transport.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Polling.Phase;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PollPhasesTest {
  private static final long INTERVAL_NS = 1_000_000_000;
  private static final long ORIGIN_NS = 123_456_789_012L;

  @ParameterizedTest
  @EnumSource(Phase.class)
  void theFirstPollComesWithinOneInterval(Phase phase) {
    PollPhases phases = phases(phase, 100, 1);
    for (long now = ORIGIN_NS - 3 * INTERVAL_NS; now < ORIGIN_NS + 9e9; now += 77_777_777) {
      assertThat(phases.firstPollNs(now)).isBetween(now, now + INTERVAL_NS - 1);
    }
  }

  @Test
  void synchronisedSubscribersPollAtTheSameInstantWheneverTheyCame() {
    PollPhases phases = phases(Phase.SYNCHRONISED, 3, 1);
    long next = ORIGIN_NS + 7 * INTERVAL_NS;
    assertThat(phases.firstPollNs(next - INTERVAL_NS + 1)).isEqualTo(next);
    assertThat(phases.firstPollNs(next - 5)).isEqualTo(next);
    assertThat(phases.firstPollNs(next)).isEqualTo(next);
  }

  @Test
  void evenPhasesDivideTheIntervalAndStartAgainForMoreSubscribers() {
    PollPhases phases = phases(Phase.EVEN, 4, 1);
    for (int i = 0; i < 8; i++) {
      assertThat(phases.firstPollNs(ORIGIN_NS)).isEqualTo(ORIGIN_NS + INTERVAL_NS / 4 * (i % 4));
    }
  }

  /** Kolmogorov–Smirnov against the uniform distribution; 1.95/√n is passed by all but 0.1 %. */
  @Test
  void randomPhasesAreUniform() {
    int n = 10_000;
    PollPhases phases = phases(Phase.RANDOM, n, 42);
    double[] sorted = new double[n];
    for (int i = 0; i < n; i++) {
      sorted[i] = (phases.firstPollNs(ORIGIN_NS) - ORIGIN_NS) / (double) INTERVAL_NS;
    }
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double below = sorted[i] - i / (double) n;
      double above = (i + 1.0) / n - sorted[i];
      distance = Math.max(distance, Math.max(below, above));
    }
    assertThat(distance).isLessThan(1.95 / Math.sqrt(n));
  }

  @Test
  void theSameSeedGivesTheSamePhases() {
    long first = phases(Phase.RANDOM, 10, 7).firstPollNs(ORIGIN_NS);
    assertThat(phases(Phase.RANDOM, 10, 7).firstPollNs(ORIGIN_NS)).isEqualTo(first);
    assertThat(phases(Phase.RANDOM, 10, 8).firstPollNs(ORIGIN_NS)).isNotEqualTo(first);
  }

  private static PollPhases phases(Phase phase, int subscribers, long seed) {
    Duration interval = Duration.ofNanos(INTERVAL_NS);
    Polling polling = new Polling(interval, phase, Polling.Pace.FIXED_RATE, interval);
    return new PollPhases(polling, subscribers, ORIGIN_NS, seed);
  }
}
