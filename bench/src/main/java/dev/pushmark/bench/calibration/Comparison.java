package dev.pushmark.bench.calibration;

import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.Calibration.Reading;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Puts what was reported beside what is true.
 *
 * @param wakeUp what it takes an idle event loop here to notice that bytes have come: what the
 *     instrument adds to each latency, unseen by itself
 */
record Comparison(Histogram wakeUp) {
  private static final double[] PERCENT = {50, 90, 99, 99.9, 99.99};

  /** One wake-up in a hundred takes longer; a percentile of many deliveries may meet those. */
  private static final double RARE = 99;

  Calibration.Take of(Take take, RoomWrites writes) {
    Truth truth = Truth.of(take.script(), writes);
    List<Reading> readings = new ArrayList<>();
    if (take.latency().getTotalCount() > 0) {
      for (double percent : PERCENT) {
        if (percent <= Percentile.largestShownFor(truth.size())) {
          readings.add(reading(take.latency(), truth, percent));
        }
      }
    }
    return new Calibration.Take(
        take.transport(),
        take.pattern().name(),
        take.repetition(),
        truth.writes(),
        readings,
        truth.counted(take.counts(), take.latency().getTotalCount()));
  }

  private Reading reading(Histogram latency, Truth truth, double percent) {
    long reportedNs = latency.getValueAtPercentile(percent);
    long stepNs = latency.sizeOfEquivalentValueRange(reportedNs);
    long wakeUpNs = wakeUp.getValueAtPercentile(Math.max(percent, RARE));
    return new Reading(percent, truth.percentileNs(percent), reportedNs, stepNs + wakeUpNs);
  }
}
