package dev.pushmark.results.report;

import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Metric;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * How a transport's delivery latencies are spread: the share of them that lies in each of twenty
 * classes per power of ten, so that each class is 12 % wide.
 *
 * @param first number of the first class, which begins at 10^(first/20) ns
 * @param shares of each class from there on, 0 to 1; they add up to 1
 */
record LatencyDensity(TransportFigures figures, int first, double[] shares) {
  static final int PER_DECADE = 20;

  /** That of a transport with at least one delivery. */
  static LatencyDensity of(TransportFigures figures) {
    Histogram histogram = figures.histogram(Metric.DELIVERY_LATENCY);
    int first = index(histogram.getMinValue());
    double[] shares = new double[index(histogram.getMaxValue()) - first + 1];
    for (HistogramIterationValue value : histogram.recordedValues()) {
      shares[index(value.getValueIteratedTo()) - first] +=
          (double) value.getCountAddedInThisIterationStep() / histogram.getTotalCount();
    }
    return new LatencyDensity(figures, first, shares);
  }

  /** The number of the class that holds a latency; 0 is taken for the smallest there is, 1 ns. */
  private static int index(double ns) {
    return (int) Math.floor(PER_DECADE * Math.log10(Math.max(1, ns)));
  }

  /** Where a class begins, in nanoseconds. */
  static double beginNs(int index) {
    return Math.pow(10, (double) index / PER_DECADE);
  }

  /** The share of a class by its number; 0 outside. */
  double share(int index) {
    int i = index - first;
    return i >= 0 && i < shares.length ? shares[i] : 0;
  }

  int end() {
    return first + shares.length;
  }
}
