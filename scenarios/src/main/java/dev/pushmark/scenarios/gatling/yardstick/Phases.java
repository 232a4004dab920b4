package dev.pushmark.scenarios.gatling.yardstick;

import dev.pushmark.scenarios.recording.Window;

/**
 * When the phases of a round begin, on its clock.
 *
 * @param warmupNs what publishers count their due times from
 * @param endNs when the drain is over
 */
record Phases(long warmupNs, long measurementNs, long drainNs, long endNs) {

  static Phases from(long startNs, dev.pushmark.results.model.Phases lengths) {
    long measurementNs = startNs + lengths.warmup().toNanos();
    long drainNs = measurementNs + lengths.measurement().toNanos();
    return new Phases(startNs, measurementNs, drainNs, drainNs + lengths.drain().toNanos());
  }

  Window window() {
    return new Window(measurementNs, drainNs);
  }

  long warmupLengthNs() {
    return measurementNs - warmupNs;
  }

  long drainLengthNs() {
    return endNs - drainNs;
  }
}
