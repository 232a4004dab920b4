package dev.pushmark.results.report;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Metric;
import org.HdrHistogram.Histogram;

/** The blind window of polling transports; of others there is none to tell. */
final class PollingFigures {
  private static final String NO_POLLS = "nothing waits for a request where events are pushed";

  private PollingFigures() {}

  static boolean shown(Summary summary) {
    return summary.transports().stream().anyMatch(f -> waits(f).getTotalCount() > 0);
  }

  static Cell share(TransportFigures figures) {
    long waited = waits(figures).getTotalCount();
    return waited == 0
        ? Cell.none(NO_POLLS)
        : Cell.of(Units.share((double) waited / figures.counts().delivered()));
  }

  static Cell mean(TransportFigures figures) {
    return waits(figures).getTotalCount() == 0
        ? Cell.none(NO_POLLS)
        : Cell.of(Units.time(waits(figures).getMean()));
  }

  static Cell max(TransportFigures figures) {
    return waits(figures).getTotalCount() == 0
        ? Cell.none(NO_POLLS)
        : Cell.of(Units.time((double) waits(figures).getMaxValue()));
  }

  private static Histogram waits(TransportFigures figures) {
    return figures.histogram(Metric.REQUEST_WAIT);
  }
}
