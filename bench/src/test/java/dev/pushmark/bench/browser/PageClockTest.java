package dev.pushmark.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PageClockTest {
  private static final long OFFSET_NS = 7_000_123_456L;
  private static final double STEP_MS = 0.1;

  @Test
  void theTrueTimeIsWithinTheErrorHoweverUnevenTheWaysThereAndBackWere() {
    SplittableRandom random = new SplittableRandom(3);
    PageClock clock = new PageClock(STEP_MS);
    for (int i = 0; i < 200; i++) {
      long readNs = OFFSET_NS + 1_000_000L * i + random.nextInt(100_000);
      long thereNs = 150_000 + random.nextInt(4_000_000);
      long backNs = 40_000 + random.nextInt(200_000);
      clock.compared(readNs - thereNs, shown(readNs, random), readNs + backNs);
    }
    long trueNs = OFFSET_NS + 500_000_000L;
    long oursNs = clock.oursNs(shown(trueNs, random));
    assertThat(Math.abs(oursNs - trueNs)).isLessThanOrEqualTo(clock.errorNs());
    assertThat(clock.errorNs()).isBetween(200_000L, 600_000L);
    assertThat(clock.stepNs()).isEqualTo(100_000);
  }

  /** As browsers coarsen it: to a multiple of the step, the next or the last. */
  private static double shown(long ourNs, SplittableRandom random) {
    double ms = (ourNs - OFFSET_NS) / 1e6;
    return (Math.floor(ms / STEP_MS) + (random.nextBoolean() ? 1 : 0)) * STEP_MS;
  }

  @Test
  void clocksThatDriftApartHaveAnErrorThatSaysSo() {
    PageClock clock = new PageClock(STEP_MS);
    clock.compared(0, 0, 10_000);
    clock.compared(3_000_000, 0, 3_010_000);
    assertThat(clock.errorNs()).isGreaterThan(1_000_000);
  }
}
