package dev.pushmark.results.sample;

import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.Calibration.Cost;
import dev.pushmark.results.model.Calibration.Take;
import dev.pushmark.results.model.Environment;
import java.time.Instant;
import java.util.List;

/** Calibrations to test with. */
public final class SampleCalibration {
  private static final Environment ENVIRONMENT = SampleRun.seeded(1).environment();

  private SampleCalibration() {}

  /** One of these takes. */
  public static Calibration of(Take... takes) {
    return of(List.of("pushmark", "calibrate"), takes);
  }

  /** One of these takes, by this command. */
  public static Calibration of(List<String> command, Take... takes) {
    return new Calibration(
        Calibration.SCHEMA_VERSION,
        "0.1.0",
        "unknown",
        command,
        Instant.parse("2026-01-02T03:04:05Z"),
        1,
        1_000,
        ENVIRONMENT,
        List.of(new Cost(Cost.WAKE_UP, 1_000, 30_000, 10_000, 90_000)),
        List.of(takes));
  }
}
