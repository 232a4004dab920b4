package dev.pushmark.bench.browser;

import dev.pushmark.results.model.BrowserFigures;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What a browser saw of a round.
 *
 * @param figures its counts, or why there are none
 * @param latencies intended send to receive in nanoseconds; empty where there are no figures
 */
public record BrowserSaw(BrowserFigures figures, List<Histogram> latencies) {
  public BrowserSaw {
    latencies = List.copyOf(latencies);
  }

  /** Nothing, for this reason. */
  public static BrowserSaw nothing(String trouble) {
    return new BrowserSaw(BrowserFigures.none(trouble), List.of());
  }
}
