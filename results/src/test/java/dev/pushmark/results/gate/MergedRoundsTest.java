package dev.pushmark.results.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MergedRoundsTest {
  private static final double[] PERCENTILES = {0, 1, 12.5, 50, 90, 99, 99.9, 100};

  private static Histogram round(Random random) {
    Histogram histogram = new Histogram(3);
    for (int i = 0; i < 500; i++) {
      histogram.recordValue((long) Math.exp(10 + 2 * random.nextGaussian()));
    }
    return histogram;
  }

  @Test
  void anyChoiceHasThePercentilesOfTheMergedHistogram() {
    Random random = new Random(1);
    List<Histogram> rounds = Stream.generate(() -> round(random)).limit(8).toList();
    MergedRounds merged = new MergedRounds(rounds);
    for (int trial = 0; trial < 100; trial++) {
      int[] chosen = random.ints(8, 0, 8).toArray();
      Histogram sum = new Histogram(3);
      for (int each : chosen) {
        sum.add(rounds.get(each));
      }
      double[] expected = new double[PERCENTILES.length];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = sum.getValueAtPercentile(PERCENTILES[i]);
      }
      expected[0] = sum.highestEquivalentValue((long) expected[0]); // p0 is told more exactly
      assertThat(merged.percentiles(chosen, PERCENTILES)).containsExactly(expected);
    }
  }

  @Test
  void nothingAtAllIsZero() {
    assertThat(new MergedRounds(List.of(new Histogram(3))).percentiles(new int[] {0}, PERCENTILES))
        .containsOnly(0);
  }
}
