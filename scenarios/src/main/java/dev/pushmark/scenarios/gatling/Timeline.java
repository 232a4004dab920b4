package dev.pushmark.scenarios.gatling;

import dev.pushmark.results.model.Phases;
import dev.pushmark.scenarios.recording.Window;
import org.jspecify.annotations.Nullable;

/**
 * When the phases of a measurement begin and end, on the injector's clock.
 *
 * @param startNs what publishers count their due times from
 * @param phases the phases; null for a measurement that lasts as long as the simulation
 */
record Timeline(long startNs, @Nullable Phases phases) {
  private static final long FOREVER = Long.MAX_VALUE / 2;

  long measurementStartNs() {
    return phases == null ? startNs : startNs + phases.warmup().toNanos();
  }

  long drainStartNs() {
    return phases == null ? FOREVER : measurementStartNs() + phases.measurement().toNanos();
  }

  long endNs() {
    return phases == null ? FOREVER : startNs + phases.total().toNanos();
  }

  Window window() {
    return new Window(measurementStartNs(), drainStartNs());
  }
}
