package dev.pushmark.scenarios.recording;

import dev.pushmark.results.model.AgeOfInformation;
import dev.pushmark.results.model.TimeOutOfDate;
import org.HdrHistogram.Histogram;

/** Sums over subscribers. Not thread safe. */
final class Totals {
  long expected;
  long delivered;
  long skipped;

  private double integralNs2;
  private double staleNs;
  private double observedNs;
  private long peakNs;

  final OwnLatencies ownLatencies = new OwnLatencies();
  final Histogram supersededWait = new Histogram(LoopRecorder.SIGNIFICANT_DIGITS);

  void owed(int expectedHere, int deliveredHere) {
    expected += expectedHere;
    delivered += deliveredHere;
  }

  /** An owed event was skipped; its wait ended when the next one in order came, if any did. */
  void skipped(long intendedSendTimeNs, long endedNs) {
    skipped++;
    if (endedNs != Gaps.STILL_OPEN) {
      supersededWait.recordValue(endedNs - intendedSendTimeNs);
    }
  }

  private double ageIntegralNs2;
  private double ageObservedNs;
  private double agePeakSumNs;
  private long agePeaks;

  void age(InformationAge age) {
    ageIntegralNs2 += age.integralNs2();
    ageObservedNs += age.observedNs();
    agePeakSumNs += age.peakSumNs();
    agePeaks += age.peaks();
  }

  AgeOfInformation ageOfInformation() {
    return new AgeOfInformation(
        ageObservedNs == 0 ? 0 : ageIntegralNs2 / ageObservedNs,
        agePeaks == 0 ? 0 : agePeakSumNs / agePeaks,
        agePeaks);
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
