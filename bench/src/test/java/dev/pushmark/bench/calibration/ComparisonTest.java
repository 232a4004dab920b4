package dev.pushmark.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.Calibration.Counted;
import dev.pushmark.results.model.Calibration.Reading;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Exact, on a clock that tests set: no wake-up, no wire, nothing that could take time. */
class ComparisonTest {
  private static final int EVENTS = 20_000;
  private static final long SEED = 7;
  private static final long MS = 1_000_000;

  static Stream<String> patterns() {
    return Pattern.names().stream();
  }

  private static Comparison withoutWakeUps() {
    Histogram none = new Histogram(3);
    none.recordValue(0);
    return new Comparison(none);
  }

  private static Calibration.Take play(FakeRoom room, String pattern) {
    Take take = room.play(Pattern.named(pattern), EVENTS, SEED);
    return withoutWakeUps().of(take, room.writes());
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void whereNothingTakesTimeEveryPatternIsReportedAsItIs(String pattern) {
    Calibration.Take take = play(new FakeRoom(0), pattern);
    assertThat(take.counts()).allMatch(Counted::exact);
    assertThat(take.percentiles())
        .allSatisfy(
            reading -> {
              assertThat(reading.errorNs()).isBetween(0L, reading.resolutionNs());
              assertThat(reading.resolutionNs())
                  .isLessThanOrEqualTo(Math.max(1, reading.trueNs() / 1_000));
              assertThat(reading.sound()).isTrue();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "at-once,      0.11,    0.19,   0.2",
    "fixed,        10.1,    10.2,  10.2",
    "uniform,        50,      90,    99",
    "exponential,     7,      23,    46",
    "bimodal,       1.1,     250,   250",
    "heavy-tail,    2.1,      10,   100",
    "clock-behind, 5000,    5000,  5000",
  })
  void theTruthOfEachPatternIsWhatItIsNamedAfter(
      String pattern, double p50, double p90, double p99) {
    List<Reading> readings = play(new FakeRoom(0), pattern).percentiles();
    assertThat(readings).extracting(Reading::percent).containsExactly(50.0, 90.0, 99.0);
    assertThat(readings.get(0).trueNs() / (double) MS).isCloseTo(p50, within(0.1 * p50));
    assertThat(readings.get(2).trueNs() / (double) MS).isCloseTo(p99, within(0.1 * p99));
    if (!pattern.equals("bimodal")) { // one in ten: its p90 is where it jumps
      assertThat(readings.get(1).trueNs() / (double) MS).isCloseTo(p90, within(0.1 * p90));
    }
  }

  @Test
  void theHeavyTailReachesSecondsAndEndsAtTen() {
    FakeRoom room = new FakeRoom(0);
    Take take = room.play(Pattern.named("heavy-tail"), EVENTS, SEED);
    Truth truth = Truth.of(take.script(), room.writes());
    assertThat(truth.percentileNs(100)).isBetween(1_000 * MS, 10_001 * MS);
  }

  @Test
  void whatTheWireAddsIsTheDifferenceAndIsNotSoundBeyondWhatIsAllowed() {
    long wireNs = 300_000;
    List<Reading> shortest = play(new FakeRoom(wireNs), "at-once").percentiles();
    assertThat(shortest)
        .isNotEmpty()
        .allSatisfy(
            reading -> {
              assertThat(reading.errorNs() - wireNs).isBetween(-500L, 500L);
              assertThat(reading.sound()).isFalse();
              assertThat(reading.asStated()).isFalse();
            });
    assertThat(play(new FakeRoom(wireNs), "clock-behind").percentiles())
        .isNotEmpty()
        .allMatch(Reading::sound);
  }

  @Test
  void theResolutionStatedHoldsTheWakeUps() {
    Histogram wakeUp = new Histogram(3);
    wakeUp.recordValue(400_000);
    FakeRoom room = new FakeRoom(300_000);
    Take take = room.play(Pattern.named("at-once"), EVENTS, SEED);
    assertThat(new Comparison(wakeUp).of(take, room.writes()).percentiles())
        .isNotEmpty()
        .allMatch(Reading::asStated);
  }

  @ParameterizedTest
  @CsvSource({"lost,200", "duplicated,200", "reordered,200", "delivered,19800", "recorded,19800"})
  void disorderAtKnownPlacesIsCountedExactly(String what, long number) {
    assertThat(counted(play(new FakeRoom(0), "disorder"), what))
        .isEqualTo(new Counted(what, number, number));
  }

  @Test
  void allIsNegativeWhereThePublishersClockIsAheadAndNothingIsClamped() {
    Calibration.Take take = play(new FakeRoom(0), "clock-ahead");
    assertThat(counted(take, "negative")).isEqualTo(new Counted("negative", EVENTS, EVENTS));
    assertThat(counted(take, "recorded")).isEqualTo(new Counted("recorded", 0, 0));
    assertThat(take.percentiles()).isEmpty();
  }

  @Test
  void someNegativeOnesAreCountedAndTheOthersKeepTheirLatency() {
    Calibration.Take take = play(new FakeRoom(0), "negative");
    Counted negative = counted(take, "negative");
    assertThat(negative.exact()).isTrue();
    assertThat(negative.truth()).isBetween(EVENTS / 5L, EVENTS / 3L);
    assertThat(take.percentiles()).isNotEmpty().allMatch(Reading::sound);
  }

  @Test
  void aDeliveryThatTheInstrumentMissesIsSeen() {
    Calibration.Take take = play(new FakeRoom(0).dropping(place -> place == 100), "at-once");
    assertThat(counted(take, "delivered")).isEqualTo(new Counted("delivered", EVENTS, EVENTS - 1));
    assertThat(counted(take, "lost")).isEqualTo(new Counted("lost", 0, 1));
  }

  @Test
  void anEventThatTheServerNeverWroteIsNoLossOfTheInstrument() {
    FakeRoom room = new FakeRoom(0).dropping(place -> place == 100);
    Take take = room.play(Pattern.named("at-once"), EVENTS, SEED);
    RoomWrites without = RoomWrites.none();
    for (int offset = 1; offset <= EVENTS; offset++) {
      if (offset != 101) {
        without.add(offset, offset, room.writes().firstNs(offset));
      }
    }
    Calibration.Take compared = withoutWakeUps().of(take, without);
    assertThat(counted(compared, "delivered").exact()).isTrue();
    assertThat(counted(compared, "skipped")).isEqualTo(new Counted("skipped", 1, 0));
  }

  @Test
  void aPercentileIsComparedOnlyWhereEnoughEventsLieBehindIt() {
    FakeRoom room = new FakeRoom(0);
    Take take = room.play(Pattern.named("at-once"), 1_000, SEED);
    assertThat(withoutWakeUps().of(take, room.writes()).percentiles())
        .extracting(Reading::percent)
        .containsExactly(50.0, 90.0);
  }

  private static Counted counted(Calibration.Take take, String what) {
    return take.counts().stream().filter(c -> c.what().equals(what)).findFirst().orElseThrow();
  }
}
