package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.RateSearch.Finding;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * How late deliveries may be: at most one in a hundred later than this.
 *
 * @param latency counted from when an event was due; what is never delivered is later
 */
record Budget(Duration latency) {
  /** The share of deliveries that may be late. */
  static final double LATE = 0.01;

  /** Of the 95 % interval of a normal distribution. */
  private static final double Z = 1.96;

  /** What the valid rounds of a transport tell together: something only if all tell the same. */
  Finding finding(TransportFigures figures) {
    List<RoundFigures> rounds = figures.validRounds();
    if (rounds.isEmpty()) {
      return Finding.INVALID;
    }
    Set<Finding> findings = new HashSet<>();
    double late = 0;
    for (RoundFigures round : rounds) {
      double share = lateShare(round);
      findings.add(isWhole(round) ? told(share, round.published()) : Finding.BEYOND);
      late += share / rounds.size();
    }
    if (findings.size() == 1) {
      return findings.iterator().next();
    }
    return late <= LATE ? Finding.PERHAPS_WITHIN : Finding.PERHAPS_BEYOND;
  }

  /**
   * What a share of late deliveries tells. Deliveries of one event are late together, so events are
   * what is counted; the interval of their share is Wilson's (1927, doi:10.2307/2276774), which is
   * right for shares near 0.
   */
  static Finding told(double late, long events) {
    if (events == 0) {
      return Finding.INVALID;
    }
    double square = Z * Z / events;
    double centre = (late + square / 2) / (1 + square);
    double reach = Z * Math.sqrt(late * (1 - late) / events + square / (4 * events)) / (1 + square);
    if (centre + reach <= LATE) {
      return Finding.WITHIN;
    }
    if (centre - reach > LATE) {
      return Finding.BEYOND;
    }
    return late <= LATE ? Finding.PERHAPS_WITHIN : Finding.PERHAPS_BEYOND;
  }

  private double lateShare(RoundFigures round) {
    Injection injection = round.round().injection();
    if (injection == null || injection.counts().expected() == 0) {
      return 0;
    }
    long inTime = 0;
    for (Histogram interval : round.intervals(Metric.DELIVERY_LATENCY)) {
      inTime += interval.getCountBetweenValues(0, latency.toNanos());
    }
    return Math.max(0, 1 - (double) inTime / injection.counts().expected());
  }

  /** Whether all subscribers were there, and stayed. */
  private static boolean isWhole(RoundFigures round) {
    Injection injection = round.round().injection();
    return injection != null
        && injection.subscribed() == injection.subscribers()
        && injection.disconnected() == 0;
  }
}
