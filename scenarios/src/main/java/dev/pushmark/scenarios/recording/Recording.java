package dev.pushmark.scenarios.recording;

import dev.pushmark.results.model.AgeOfInformation;
import dev.pushmark.results.model.Convergence;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.SamplePath;
import dev.pushmark.results.model.TimeOutOfDate;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a recorder has at the end.
 *
 * @param wakeUps event-loop wake-ups that brought at least one measured delivery
 * @param ageOfInformation of periodic state; null where events are not
 * @param samplePath of the first subscriber; null where nobody subscribed
 * @param convergence of rooms into which several publish; null where there are none
 * @param histograms the distributions, in nanoseconds; delivery latency apart, which is taken in
 *     intervals ({@link Recorder#takeInterval})
 */
public record Recording(
    Counts counts,
    TimeOutOfDate timeOutOfDate,
    @Nullable AgeOfInformation ageOfInformation,
    long wakeUps,
    @Nullable SamplePath samplePath,
    @Nullable Convergence convergence,
    Map<Metric, Histogram> histograms) {

  /** The distribution of a metric, which must not be the delivery latency. */
  public Histogram histogram(Metric metric) {
    return Objects.requireNonNull(histograms.get(metric), metric.text());
  }
}
