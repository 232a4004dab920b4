package dev.pushmark.results.model;

import java.util.List;

/**
 * How far the delivery latency of a transport moved, over its whole distribution.
 *
 * @param transport measured
 * @param pairs behind it; of sides that were not measured next to each other, the rounds of the
 *     smaller one
 * @param points by percentile, smallest first
 */
public record PercentileShift(String transport, int pairs, List<Point> points) {
  public PercentileShift {
    points = List.copyOf(points);
  }

  /**
   * At one percentile.
   *
   * @param percentile from 0 to 100
   * @param ratio the candidate's as a multiple of the baseline's
   * @param low lower end of the band that holds the true ratio 95 times in 100, at this percentile
   * @param high its upper end
   */
  public record Point(double percentile, double ratio, double low, double high) {}
}
