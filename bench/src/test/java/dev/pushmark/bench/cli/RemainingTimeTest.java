package dev.pushmark.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RemainingTimeTest {
  private final TickingClock clock = new TickingClock();
  private final RemainingTime remaining = new RemainingTime(4, Duration.ofSeconds(10));

  @Test
  void guessesFromThePhasesUntilARoundHasEnded() {
    remaining.roundBegins(clock.nanoTime());
    assertThat(estimate()).isEqualTo(Duration.ofSeconds(60));
    clock.advance(Duration.ofSeconds(5));
    assertThat(estimate()).isEqualTo(Duration.ofSeconds(55));
  }

  @Test
  void goesByPastRounds() {
    endRoundAfter(20);
    endRoundAfter(10);
    remaining.roundBegins(clock.nanoTime());
    assertThat(estimate()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aRoundThatTakesLongerThanUsualDoesNotMakeTheRestShorter() {
    endRoundAfter(10);
    remaining.roundBegins(clock.nanoTime());
    clock.advance(Duration.ofSeconds(100));
    assertThat(estimate()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void repeatedBlocksCount() {
    endRoundAfter(10);
    remaining.add(2);
    remaining.roundBegins(clock.nanoTime());
    assertThat(estimate()).isEqualTo(Duration.ofSeconds(50));
  }

  private Duration estimate() {
    return remaining.estimate(clock.nanoTime());
  }

  private void endRoundAfter(int seconds) {
    remaining.roundBegins(clock.nanoTime());
    clock.advance(Duration.ofSeconds(seconds));
    remaining.roundEnds(clock.nanoTime());
  }
}
