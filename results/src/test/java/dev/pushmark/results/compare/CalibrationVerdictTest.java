package dev.pushmark.results.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.Calibration.Counted;
import dev.pushmark.results.model.Calibration.Reading;
import dev.pushmark.results.model.Calibration.Take;
import dev.pushmark.results.sample.SampleCalibration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationVerdictTest {
  private static final Counted EXACT = new Counted("lost", 10, 10);

  private static Take take(String transport, int repetition, Reading reading, Counted counted) {
    return new Take(
        transport, Calibration.REPEATED, repetition, 1, List.of(reading), List.of(counted));
  }

  private static Reading reading(long trueNs, long errorNs) {
    return new Reading(50, trueNs, trueNs + errorNs, 50_000);
  }

  private static String words(CalibrationVerdict verdict) {
    return (verdict.headline() + " " + String.join(" ", verdict.sentences()))
        .replace('\u00A0', ' ');
  }

  @ParameterizedTest
  @CsvSource({
    "500000, 100000, true",
    "500000, -100000, true",
    "500000, 100001, false",
    "500000, -100001, false",
    "50000000, 1000000, true",
    "50000000, 1000001, false",
  })
  void whatIsAllowedIsAHundredMicrosecondsOrTwoPerCent(long trueNs, long errorNs, boolean sound) {
    Calibration calibration = SampleCalibration.of(take("sse", 1, reading(trueNs, errorNs), EXACT));
    assertThat(CalibrationVerdict.of(calibration).sound()).isEqualTo(sound);
  }

  @Test
  void aSoundInstrumentSaysHowManyPercentilesAndNamesItsWorst() {
    CalibrationVerdict verdict =
        CalibrationVerdict.of(
            SampleCalibration.of(
                take("sse", 1, reading(500_000, 20_000), EXACT),
                take("websocket", 1, reading(500_000, 90_000), EXACT)));
    assertThat(words(verdict))
        .contains("is sound here: 2 percentiles within 100 µs or 2 % of the truth")
        .contains("The worst was p50 of WebSocket")
        .contains("590 µs reported, 500 µs true")
        .contains("1 of 2 are within the resolution");
  }

  @Test
  void oneWrongCountIsEnoughToBeUnsoundAndIsNamed() {
    CalibrationVerdict verdict =
        CalibrationVerdict.of(
            SampleCalibration.of(take("sse", 1, reading(500_000, 0), new Counted("lost", 10, 9))));
    assertThat(verdict.sound()).isFalse();
    assertThat(words(verdict)).contains("not sound").contains("lost 9 instead of 10");
  }

  @Test
  void nothingMeasuredIsNotSound() {
    CalibrationVerdict verdict = CalibrationVerdict.of(SampleCalibration.of());
    assertThat(verdict.sound()).isFalse();
    assertThat(verdict.headline()).contains("Nothing was calibrated");
  }

  @Test
  void differencesAreToldApartBeyondWhatTheErrorVariesByInEqualTakes() {
    // Errors of 10, 20 and 30 µs: one standard deviation is 10 µs.
    CalibrationVerdict verdict =
        CalibrationVerdict.of(
            SampleCalibration.of(
                take("sse", 1, reading(400_000, 10_000), EXACT),
                take("sse", 2, reading(900_000, 20_000), EXACT),
                take("sse", 3, reading(500_000, 30_000), EXACT)));
    assertThat(words(verdict)).contains("tells p50s apart that differ by 28 µs");
  }

  @Test
  void twoTakesAreTooFewToSayWhatCanBeToldApart() {
    CalibrationVerdict verdict =
        CalibrationVerdict.of(
            SampleCalibration.of(
                take("sse", 1, reading(400_000, 10_000), EXACT),
                take("sse", 2, reading(900_000, 20_000), EXACT)));
    assertThat(words(verdict)).doesNotContain("apart");
  }
}
