package dev.pushmark.scenarios;

import static dev.pushmark.scenarios.PollingExperiment.INTERVAL_S;
import static dev.pushmark.scenarios.PollingExperiment.RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.scenarios.PollingExperiment.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Short polling of Poisson streams, whose figures are known from theory. A poll sees an event at
 * the first of its instants after it, so that with random phases the wait is uniform over the
 * interval T; everything else that takes time, push takes as well.
 *
 * <p>With n independent deliveries the standard error of the mean wait is T/√(12n); 5 % of T/2 is
 * more than four times that.
 */
@Timeout(120)
@ExtendWith(BuffersNotFollowed.class)
class PollingTheoryTest {
  private static final double TOLERANCE = 0.05;

  /** Where push alone takes longer than the tolerance, the machine is busy with something else. */
  private static final double QUIET_S = TOLERANCE * INTERVAL_S / 2;

  private static final int ATTEMPTS = 3;

  @Test
  void meanLatencyAndMeanTimeOutOfDateArePredicted() throws Exception {
    Figures figures = onQuietMachine();
    double standardErrorS = INTERVAL_S / Math.sqrt(12.0 * figures.deliveries());
    assertThat(4 * standardErrorS).isLessThan(TOLERANCE * INTERVAL_S / 2);
    assertThat(figures.pollMean())
        .as("mean delivery latency of %s", figures)
        .isCloseTo(INTERVAL_S / 2 + figures.pushMean(), within(TOLERANCE * INTERVAL_S / 2));
    double predictedS = meanTimeOutOfDate(figures.pushMean());
    assertThat(figures.meanOutOfDate())
        .as("mean time out of date of %s", figures)
        .isCloseTo(predictedS, within(TOLERANCE * predictedS));
  }

  /** Whether it was quiet is told by push alone, whatever polling came to. */
  private static Figures onQuietMachine() throws Exception {
    Figures figures = new PollingExperiment().run();
    for (int i = 1; i < ATTEMPTS && figures.pushMean() > QUIET_S; i++) {
      figures = new PollingExperiment().run();
    }
    if (figures.pushMean() > QUIET_S) {
      Needs.skip("needs a machine on which push takes less than the tolerance, was " + figures);
    }
    return figures;
  }

  /**
   * At a random instant a poller's knowledge is as old as the time L since its last poll, uniform
   * over [d, T + d] where d is what delivery itself takes. It is out of date for L less the wait
   * for the first event in it, whose mean is g(L) = L − (1 − e^(−λL))/λ. The mean of g over L is,
   * for d = 0, T/2 − 1/λ + (1 − e^(−λT))/(λ²T).
   */
  private static double meanTimeOutOfDate(double deliveryS) {
    return (integralOfG(INTERVAL_S + deliveryS) - integralOfG(deliveryS)) / INTERVAL_S;
  }

  private static double integralOfG(double age) {
    return age * age / 2 - age / RATE - Math.exp(-RATE * age) / (RATE * RATE);
  }

  @Test
  void theIntegralAgreesWithTheKnownFormula() {
    double decay = 1 - Math.exp(-RATE * INTERVAL_S);
    double known = INTERVAL_S / 2 - 1 / RATE + decay / (RATE * RATE * INTERVAL_S);
    assertThat(meanTimeOutOfDate(0)).isCloseTo(known, within(1e-12));
  }
}
