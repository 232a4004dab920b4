package dev.pushmark.results.report;

import dev.pushmark.results.compare.BrowserWords;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.BrowserFigures;
import dev.pushmark.results.model.Metric;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Writes the figures of a real browser into cells. */
final class BrowserCells {
  private BrowserCells() {}

  /** A percentile of its latencies, by the events of the rooms that it was in. */
  static Function<TransportFigures, Cell> percentile(Percentile percentile) {
    return figures -> {
      Optional<BrowserFigures> browser = BrowserWords.total(figures);
      if (browser.isEmpty()) {
        return none();
      }
      if (!percentile.isShownFor(browser.get().expected())) {
        return Cell.none(
            "the browser's "
                + percentile.text()
                + " is shown from "
                + Units.count(percentile.eventsNeeded())
                + " events in its rooms on");
      }
      return Cell.of(
          Units.time(
              (double)
                  figures
                      .histogram(Metric.BROWSER_LATENCY)
                      .getValueAtPercentile(percentile.percent())));
    };
  }

  /** How many deliveries came, of how many. */
  static Cell delivered(TransportFigures figures) {
    return BrowserWords.total(figures)
        .map(b -> Cell.of(Units.count(b.delivered()) + " of " + Units.count(b.expected())))
        .orElseGet(BrowserCells::none);
  }

  static Function<TransportFigures, Cell> count(ToLongFunction<BrowserFigures> count) {
    return figures ->
        BrowserWords.total(figures)
            .map(browser -> Cell.of(Units.count(count.applyAsLong(browser))))
            .orElseGet(BrowserCells::none);
  }

  private static Cell none() {
    return Cell.none("no valid round has browser figures");
  }
}
