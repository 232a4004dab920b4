package dev.pushmark.scenarios.recording;

import dev.pushmark.results.model.TimeOutOfDate;

/** Sums over subscribers. Not thread safe. */
final class Totals {
  long expected;
  long delivered;
  long skipped;

  private double integralNs2;
  private double staleNs;
  private double observedNs;
  private long peakNs;

  void owed(int expectedHere, int deliveredHere, int skippedHere) {
    expected += expectedHere;
    delivered += deliveredHere;
    skipped += skippedHere;
  }

  void outOfDate(OutOfDate age) {
    integralNs2 += age.integralNs2();
    staleNs += age.staleNs();
    observedNs += age.observedNs();
    peakNs = Math.max(peakNs, age.peakNs());
  }

  TimeOutOfDate timeOutOfDate() {
    return observedNs == 0
        ? new TimeOutOfDate(0, 0, 0)
        : new TimeOutOfDate(integralNs2 / observedNs, peakNs, staleNs / observedNs);
  }
}
