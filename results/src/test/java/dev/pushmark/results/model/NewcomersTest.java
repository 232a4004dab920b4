package dev.pushmark.results.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.results.model.Newcomers.Shown;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NewcomersTest {
  private static Newcomers with(double wrong, double expired) {
    return new Newcomers(1, Duration.ZERO, wrong, expired, Duration.ofSeconds(1));
  }

  private static long shown(Newcomers newcomers, long from, long to, Shown kind) {
    return LongStream.range(from, to).filter(n -> newcomers.shown(n) == kind).count();
  }

  @Test
  void sharesAreKeptInEveryHundredOfThem() {
    Newcomers newcomers = with(0.2, 0.1);
    for (long from = 0; from < 1_000; from += 50) {
      assertThat(shown(newcomers, from, from + 100, Shown.WRONG)).isBetween(18L, 22L);
      assertThat(shown(newcomers, from, from + 100, Shown.EXPIRED)).isBetween(8L, 12L);
    }
  }

  @Test
  void withoutSharesAllAreGoodAndWithAllOfThemNoneIs() {
    assertThat(shown(with(0, 0), 0, 1_000, Shown.GOOD)).isEqualTo(1_000);
    assertThat(shown(with(1, 0), 0, 1_000, Shown.WRONG)).isEqualTo(1_000);
    assertThat(shown(with(0.5, 0.5), 0, 1_000, Shown.GOOD)).isZero();
  }

  @Test
  void whatCannotBeIsNamed() {
    assertThatThrownBy(() -> with(0.6, 0.5))
        .hasMessageStartingWith("newcomers.expiredTokens must be >= 0, and at most 1")
        .hasMessageEndingWith("was 0.5");
    assertThatThrownBy(() -> new Newcomers(-1, Duration.ZERO, 0, 0, Duration.ofSeconds(1)))
        .hasMessage("newcomers.perSecond must be 0 to 10000 a second, was -1.0");
    assertThatThrownBy(() -> new Newcomers(1, Duration.ZERO, 0, 0, Duration.ofMillis(500)))
        .hasMessageStartingWith("newcomers.tokenLife must be >= 1s, was ");
  }
}
