package dev.pushmark.bench.micro.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertThat(Spread.of(9, 1, 2)).isEqualTo(new Spread(2, 1, 9));
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(Spread.of(4, 1, 2, 9)).isEqualTo(new Spread(3, 1, 9));
  }

  @Test
  void costIsComparedRoundByRound() {
    Way ours = new Named("ours");
    Way other = new Named("other");
    Comparison comparison = new Comparison();
    // The second round ran on a machine half as fast.
    comparison.add(ours, 100);
    comparison.add(other, 150);
    comparison.add(ours, 50);
    comparison.add(other, 75);
    assertThat(comparison.cost(ours, other)).isEqualTo(new Spread(1.5, 1.5, 1.5));
  }

  private record Named(String name) implements Way {
    @Override
    public void burst() {
      throw new UnsupportedOperationException("has only a name");
    }
  }
}
