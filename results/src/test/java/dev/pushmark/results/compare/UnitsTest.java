package dev.pushmark.results.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "1, 0.00100 µs",
    "999, 0.999 µs",
    "1234, 1.23 µs",
    "231499, 231 µs",
    "999499, 999 µs",
    "999500, 1.00 ms",
    "1e6, 1.00 ms",
    "45678901, 45.7 ms",
    "999999999, 1.00 s",
    "61.2e9, 61.2 s",
    "3600e9, 3_600 s",
    "-2500, -2.50 µs"
  })
  void timesHaveThreeDigitsAndAUnitThatFits(double ns, String written) {
    assertThat(plain(Units.time(ns))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"1, 1.2 ms", "0.0166667, 20 µs", "2177, 2.6 s"})
  void fewerDigitsWhereTheDataHasFewer(double factor, String written) {
    assertThat(plain(Units.time(1.2e6 * factor, 2))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0241, 0.0241 B",
    "236, 236 B",
    "999.9, 1.00 KB",
    "4100, 4.10 KB",
    "8322519040, 8.32 GB"
  })
  void sizes(double bytes, String written) {
    assertThat(plain(Units.bytes(bytes))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "999, 999", "1000, 1_000", "1234567, 1_234_567", "-1000, -1_000"})
  void countsAreExactAndGrouped(long count, String written) {
    assertThat(plain(Units.count(count))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"2177.4, 2, 2_200", "1.849, 2, 1.8", "12345.6, 3, 12_300", "0.201, 3, 0.201"})
  void significantDigits(double value, int digits, String written) {
    assertThat(plain(Units.significant(value, digits))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"229e3, 251e3, 229–251 µs", "900e3, 1.1e6, 900 µs–1.10 ms"})
  void rangesSayAUnitOnceIfItIsTheSame(double from, double to, String written) {
    assertThat(plain(Units.timeRange(from, to))).isEqualTo(written);
  }

  @org.junit.jupiter.api.Test
  void sharesRatesAndWhatIsNoNumber() {
    assertThat(plain(Units.share(0.5))).isEqualTo("50.0 %");
    assertThat(plain(Units.perSecond(20_000))).isEqualTo("20_000 /s");
    assertThat(plain(Units.time(Double.NaN))).isEqualTo("not a number µs");
  }

  private static String plain(String text) {
    return text.replace('\u00A0', ' ').replace('\u202F', '_');
  }
}
