package dev.pushmark.scenarios.reconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofSeconds(5);

  private static List<Long> millis(Backoff backoff, int attempts) {
    SplittableRandom random = new SplittableRandom(7);
    return IntStream.range(0, attempts)
        .mapToObj(attempt -> backoff.delayNs(attempt, random) / 1_000_000)
        .toList();
  }

  @Test
  void waitsAreNoneOrEqualOrDoubleUpToALimit() {
    assertThat(millis(new Backoff.Immediate(), 3)).containsExactly(0L, 0L, 0L);
    assertThat(millis(new Backoff.Fixed(FIRST), 3)).containsExactly(100L, 100L, 100L);
    assertThat(millis(new Backoff.Exponential(FIRST, MOST), 8))
        .containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L);
  }

  @Test
  void aMillionFailuresWaitNoLongerThanTheLimit() {
    SplittableRandom random = new SplittableRandom(1);
    assertThat(new Backoff.Exponential(FIRST, MOST).delayNs(1_000_000, random))
        .isEqualTo(MOST.toNanos());
    assertThat(new Backoff.FullJitter(FIRST, MOST).delayNs(1_000_000, random))
        .isBetween(0L, MOST.toNanos());
  }

  @Test
  void fullJitterIsSpreadEvenlyBetweenNothingAndTheExponentialWait() {
    Backoff jitter = new Backoff.FullJitter(FIRST, MOST);
    SplittableRandom random = new SplittableRandom(3);
    for (int attempt = 0; attempt < 7; attempt++) {
      int of = attempt;
      long most = new Backoff.Exponential(FIRST, MOST).delayNs(of, random);
      long[] waits = LongStream.range(0, 4_000).map(i -> jitter.delayNs(of, random)).toArray();
      assertThat(LongStream.of(waits)).allMatch(wait -> wait >= 0 && wait <= most);
      for (double share : new double[] {0.25, 0.5, 0.75}) {
        double below = LongStream.of(waits).filter(wait -> wait <= share * most).count() / 4_000.0;
        assertThat(below).isCloseTo(share, within(0.04));
      }
    }
  }

  @Test
  void theSameSeedWaitsTheSame() {
    Backoff jitter = new Backoff.FullJitter(FIRST, MOST);
    assertThat(millis(jitter, 20)).isEqualTo(millis(jitter, 20)).doesNotHaveDuplicates();
  }

  @Test
  void whatCannotBeWaitedIsRefused() {
    assertThatThrownBy(() -> new Backoff.Fixed(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT-0.001S");
    assertThatThrownBy(() -> new Backoff.Exponential(Duration.ZERO, MOST))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff.FullJitter(MOST, FIRST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT5S");
  }
}
