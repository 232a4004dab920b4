package dev.pushmark.bench.micro.fanout;

import java.util.Arrays;

/** Where the figures of several blocks lie. */
record Spread(double median, double min, double max) {

  static Spread of(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }
}
