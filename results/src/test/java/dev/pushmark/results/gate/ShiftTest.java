package dev.pushmark.results.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ShiftTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-12);

  /** Every way in which the signs can fall, counted one by one. */
  private static double chanceBySigns(double[] differences, double shift) {
    int n = differences.length;
    double[] shifted = Arrays.stream(differences).map(d -> d - shift).toArray();
    double[] ranks = new double[n];
    for (int i = 0; i < n; i++) {
      for (double other : shifted) {
        double size = Math.abs(shifted[i]);
        ranks[i] += Math.abs(other) < size ? 1 : Math.abs(other) == size ? 0.5 : 0;
      }
      ranks[i] += 0.5;
    }
    int[] signed = IntStream.range(0, n).filter(i -> shifted[i] != 0).toArray();
    double observed =
        Arrays.stream(signed).filter(i -> shifted[i] > 0).mapToDouble(i -> ranks[i]).sum();
    int atLeast = 0;
    for (int signs = 0; signs < 1 << signed.length; signs++) {
      double sum = 0;
      for (int k = 0; k < signed.length; k++) {
        sum += (signs >> k & 1) == 1 ? ranks[signed[k]] : 0;
      }
      atLeast += sum >= observed ? 1 : 0;
    }
    return (double) atLeast / (1 << signed.length);
  }

  /** Every way in which the values can be dealt to the two samples, counted one by one. */
  private static double chanceByDealing(double[] from, double[] to) {
    double[] all = DoubleStream.concat(Arrays.stream(from), Arrays.stream(to)).toArray();
    double[] ranks = new double[all.length];
    for (int i = 0; i < all.length; i++) {
      for (double other : all) {
        ranks[i] += other < all[i] ? 1 : other == all[i] ? 0.5 : 0;
      }
    }
    double observed = IntStream.range(from.length, all.length).mapToDouble(i -> ranks[i]).sum();
    int atLeast = 0;
    int ways = 0;
    for (int dealt = 0; dealt < 1 << all.length; dealt++) {
      if (Integer.bitCount(dealt) == to.length) {
        double sum = 0;
        for (int i = 0; i < all.length; i++) {
          sum += (dealt >> i & 1) == 1 ? ranks[i] : 0;
        }
        ways++;
        atLeast += sum >= observed ? 1 : 0;
      }
    }
    return (double) atLeast / ways;
  }

  /** With equal ones and zeros among them. */
  private static double[] some(Random random, int number) {
    return random.doubles(number, -1, 2).map(d -> Math.round(d * 4) / 4.0).toArray();
  }

  @Test
  void theChanceOfPairsIsThatOfAllSigns() {
    Random random = new Random(3);
    for (int i = 0; i < 60; i++) {
      double[] differences = some(random, 1 + i % 11);
      double shift = i % 3 * 0.25;
      assertThat(new SignedRank(differences).chanceOfMore(shift))
          .as("%s over %s", Arrays.toString(differences), shift)
          .isEqualTo(chanceBySigns(differences, shift), EXACT);
    }
  }

  @Test
  void theChanceOfSamplesIsThatOfAllDealings() {
    Random random = new Random(4);
    for (int i = 0; i < 40; i++) {
      double[] from = some(random, 1 + i % 5);
      double[] to = some(random, 1 + i % 7);
      assertThat(new RankSum(from, to).chanceOfMore(0))
          .as("%s to %s", Arrays.toString(from), Arrays.toString(to))
          .isEqualTo(chanceByDealing(from, to), EXACT);
    }
  }

  @Test
  void theBoundsOfTenPairsAreTheSixthMeanFromEitherEnd() {
    // Of Wilcoxon's tables: of ten pairs, the rank sums up to 5 make up 0.98 %, up to 6 1.37 %.
    double[] differences = {3, 1, 4, 1.5, 9, 2.6, 5.3, 5.8, 9.7, 9.3};
    double[] means =
        IntStream.range(0, 10)
            .boxed()
            .flatMap(
                i -> IntStream.rangeClosed(0, i).mapToObj(j -> differences[i] + differences[j]))
            .mapToDouble(sum -> sum / 2)
            .sorted()
            .toArray();
    SignedRank shift = new SignedRank(differences);
    assertThat(shift.lowerBound(0.01)).isEqualTo(means[5], EXACT);
    assertThat(shift.upperBound(0.01)).isEqualTo(means[means.length - 6], EXACT);
    assertThat(shift.estimate()).isEqualTo(means[means.length / 2], EXACT);
  }

  @Test
  void sixPairsCannotBearABoundOfOnePercent() {
    assertThat(new SignedRank(1, 2, 3, 4, 5, 6).lowerBound(0.01))
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(new SignedRank(1, 2, 3, 4, 5, 6, 7).lowerBound(0.01)).isEqualTo(1);
  }

  @Test
  void pairsThatAreAllEqualHaveNoWidth() {
    Shift same = new SignedRank(new double[10]);
    assertThat(same.estimate()).isZero();
    assertThat(same.lowerBound(0.01)).isZero();
    assertThat(same.upperBound(0.01)).isZero();
    assertThat(same.chanceOfMore(0)).isEqualTo(1);
  }

  @Test
  void boundsHoldWhateverTheTails() {
    Random random = new Random(5);
    int above = 0;
    int below = 0;
    int tries = 4_000;
    for (int i = 0; i < tries; i++) {
      double[] differences =
          random.doubles(12).map(u -> 7 + Math.tan(Math.PI * (u - 0.5))).toArray();
      Shift shift = new SignedRank(differences);
      above += shift.lowerBound(0.05) > 7 ? 1 : 0;
      below += shift.upperBound(0.05) < 7 ? 1 : 0;
    }
    assertThat((double) above / tries).isBetween(0.035, 0.055);
    assertThat((double) below / tries).isBetween(0.035, 0.055);
  }

  @Test
  void samplesThatWereNotPairedTellTheShiftBetweenThem() {
    double[] from = {1, 2, 3, 4, 5, 6, 7, 8};
    double[] to = {11.5, 12.5, 13.5, 14.5, 15.5, 16.5, 17.5, 18.5};
    Shift shift = new RankSum(from, to);
    assertThat(shift.estimate()).isEqualTo(10.5, EXACT);
    assertThat(shift.lowerBound(0.05)).isBetween(7.0, 10.5);
    assertThat(shift.upperBound(0.05)).isEqualTo(21 - shift.lowerBound(0.05), EXACT);
    assertThat(shift.size()).isEqualTo(8);
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> new SignedRank()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SignedRank(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RankSum(new double[0], new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
