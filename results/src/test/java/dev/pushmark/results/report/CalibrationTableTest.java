package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Calibration.Counted;
import dev.pushmark.results.model.Calibration.Reading;
import dev.pushmark.results.model.Calibration.Take;
import dev.pushmark.results.sample.SampleCalibration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTableTest {
  private static Take take(String pattern, int repetition, Counted counted, Reading... readings) {
    return new Take("sse", pattern, repetition, 1, List.of(readings), List.of(counted));
  }

  private static final Counted EXACT = new Counted("lost", 10, 10);

  @Test
  void showsTheTruthTheReportAndTheDifferenceWithItsMark() {
    String table =
        CalibrationTable.of(
            SampleCalibration.of(
                take(
                    "fixed",
                    1,
                    EXACT,
                    new Reading(50, 10_000_000, 10_025_000, 90_000),
                    new Reading(99, 11_000_000, 11_150_000, 90_000),
                    new Reading(99.9, 12_000_000, 12_300_000, 90_000))));
    assertThat(table)
        .containsPattern("p50 +p99 +p99\\.9")
        .containsPattern("fixed +true +10\\.0 ms +11\\.0 ms +12\\.0 ms")
        .containsPattern("reported +10\\.0 ms +11\\.2 ms +12\\.3 ms")
        .containsPattern("difference +\\+25 µs +\\+150 µs~ +\\+300 µs!")
        .containsPattern("counts +exact: 10 lost")
        .containsPattern("wake-up +30.000 ns");
  }

  @Test
  void anEqualTakeIsOneLineUnlessItsCountsAreWrong() {
    Reading reading = new Reading(50, 500_000, 520_000, 90_000);
    String table =
        CalibrationTable.of(
            SampleCalibration.of(
                take("at-once", 1, EXACT, reading),
                take("at-once", 2, EXACT, reading),
                take("at-once", 3, new Counted("lost", 10, 9), reading)));
    assertThat(table).containsPattern("at-once #2 +difference +\\+20 µs");
    assertThat(table).contains("lost 9 instead of 10!");
    assertThat(table.lines().filter(line -> line.contains("at-once")).count()).isEqualTo(3);
  }
}
