package dev.pushmark.bench.lab;

import dev.pushmark.bench.lab.observation.Observation;
import dev.pushmark.results.model.BrowserFigures;
import dev.pushmark.results.model.Footprint;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Witness;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * All that a measured round is judged by.
 *
 * @param injection what the injector saw
 * @param histograms what the injector recorded
 * @param server what was seen of the server process
 * @param injector what was seen of the injector process
 * @param witness what witnesses saw; null where there were none
 * @param footprint what else the round took; null if it was not seen to the end
 * @param browser what a real browser saw, by which nothing is judged; null where there was none
 */
public record Evidence(
    Injection injection,
    Map<Metric, List<Histogram>> histograms,
    Observation server,
    Observation injector,
    @Nullable Witness witness,
    @Nullable Footprint footprint,
    @Nullable BrowserFigures browser) {
  private static final int DIGITS = 3;

  /** Without a browser. */
  public Evidence(
      Injection injection,
      Map<Metric, List<Histogram>> histograms,
      Observation server,
      Observation injector,
      @Nullable Witness witness,
      @Nullable Footprint footprint) {
    this(injection, histograms, server, injector, witness, footprint, null);
  }

  /** The same with another footprint. */
  Evidence with(Footprint other) {
    return new Evidence(injection, histograms, server, injector, witness, other, browser);
  }

  /** The 99th percentile of a metric; 0 if nothing was recorded. */
  double p99Ns(Metric metric) {
    return whole(metric).getValueAtPercentile(99);
  }

  /** All values of a metric; empty if nothing was recorded. */
  Histogram whole(Metric metric) {
    Histogram whole = new Histogram(DIGITS);
    histograms.getOrDefault(metric, List.of()).forEach(whole::add);
    return whole;
  }
}
