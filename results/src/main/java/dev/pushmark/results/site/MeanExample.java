package dev.pushmark.results.site;

import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.report.Look;
import dev.pushmark.results.site.DistributionPlot.Named;
import dev.pushmark.results.store.StoredRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Why a mean says little: the transport whose mean lies furthest above its median.
 *
 * @param transport its name in a sentence
 * @param sooner the share of the deliveries that came sooner than the mean
 * @param largest the latest of all
 */
public record MeanExample(
    Source source,
    String transport,
    String deliveries,
    String mean,
    String median,
    String sooner,
    String largest,
    DistributionPlot plot) {

  static boolean mayCome(RunFigures run) {
    return run.transports().stream().anyMatch(t -> t.deliveryLatency().p90() != null);
  }

  static Optional<MeanExample> of(PublishedRun run, StoredRun stored) {
    List<String> transports = stored.run().plan().transports();
    return transports.stream()
        .map(name -> TransportFigures.of(name, stored.rounds(), stored.histograms()))
        .filter(figures -> latency(figures, Percentile.P90).isPresent())
        .max(Comparator.comparingDouble(MeanExample::skew))
        .map(figures -> of(run, figures, transports));
  }

  private static Optional<Double> latency(TransportFigures figures, Percentile percentile) {
    return figures.percentileNs(Metric.DELIVERY_LATENCY, percentile);
  }

  private static double skew(TransportFigures figures) {
    Histogram values = figures.histogram(Metric.DELIVERY_LATENCY);
    return values.getMean() / Math.max(1, values.getValueAtPercentile(50));
  }

  private static MeanExample of(
      PublishedRun run, TransportFigures figures, List<String> transports) {
    Histogram values = figures.histogram(Metric.DELIVERY_LATENCY);
    double mean = values.getMean();
    List<Named> marks = new ArrayList<>();
    marks.add(new Named("mean", mean));
    for (Percentile percentile : List.of(Percentile.P50, Percentile.P90, Percentile.P99)) {
      latency(figures, percentile).ifPresent(ns -> marks.add(new Named(percentile.text(), ns)));
    }
    marks.sort(Comparator.comparingDouble(Named::ns));
    return new MeanExample(
        Source.of(run),
        TransportName.inText(figures.transport()),
        Units.count(values.getTotalCount()),
        Units.time(mean),
        Units.time((double) values.getValueAtPercentile(50)),
        Units.share(values.getPercentileAtOrBelowValue((long) mean) / 100, 2),
        Units.time((double) values.getMaxValue()),
        DistributionPlot.of(Look.of(figures.transport(), transports), values, marks));
  }
}
