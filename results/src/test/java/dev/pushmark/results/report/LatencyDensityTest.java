package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.sample.SampleRun;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyDensityTest {
  private static final SampleRun SAMPLE = SampleRun.seeded(11);
  private static final Summary SUMMARY =
      Summary.of(SAMPLE.run(), SAMPLE.rounds(), SAMPLE.histograms());

  @Test
  void everyDeliveryIsInOneClass() {
    for (TransportFigures figures : SUMMARY.transports()) {
      assertThat(Arrays.stream(LatencyDensity.of(figures).shares()).sum())
          .isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void halfOfAllDeliveriesAreBelowTheMedian() {
    for (TransportFigures figures : SUMMARY.transports()) {
      LatencyDensity density = LatencyDensity.of(figures);
      Histogram histogram = figures.histogram(Metric.DELIVERY_LATENCY);
      double medianNs = histogram.getValueAtPercentile(50);
      double below = 0;
      double largest = 0;
      for (int i = density.first(); i < density.end(); i++) {
        below += LatencyDensity.beginNs(i + 1) <= medianNs ? density.share(i) : 0;
        largest = Math.max(largest, density.share(i));
      }
      assertThat(below).isBetween(0.5 - largest, 0.5 + 1e-3);
    }
  }
}
