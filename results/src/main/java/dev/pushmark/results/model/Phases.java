package dev.pushmark.results.model;

import java.time.Duration;

/**
 * The phases of a round, on the axis of intended send times.
 *
 * @param warmup events flow but are not measured
 * @param measurement events intended to be sent in here are measured
 * @param drain how long subscribers stay after the last measured event, so that late ones count
 */
public record Phases(Duration warmup, Duration measurement, Duration drain) {
  public Phases {
    Check.that(!warmup.isNegative(), "warmup", ">= 0s", DurationText.format(warmup));
    Check.that(
        measurement.compareTo(Duration.ofMillis(100)) >= 0,
        "measurement",
        ">= 100ms",
        DurationText.format(measurement));
    Check.that(!drain.isNegative(), "drain", ">= 0s", DurationText.format(drain));
  }

  /** Warm-up, measurement and drain together. */
  public Duration total() {
    return warmup.plus(measurement).plus(drain);
  }
}
