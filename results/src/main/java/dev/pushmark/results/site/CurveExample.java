package dev.pushmark.results.site;

import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.report.Look;
import dev.pushmark.results.store.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How to read a percentile curve: a transport that polls beside one that pushes.
 *
 * @param pollInterval as the run was asked
 * @param sentences what the curves say at percentiles that both have
 */
public record CurveExample(
    Source source,
    String polling,
    String push,
    String pollInterval,
    List<String> sentences,
    CurvePlot plot) {

  static boolean mayCome(RunFigures run) {
    return run.hasMedianOfOneOf(Examples.POLLING) && run.hasMedianOfOneOf(Examples.PUSH);
  }

  static Optional<CurveExample> of(PublishedRun run, StoredRun stored) {
    return Examples.first(Examples.POLLING, stored)
        .flatMap(
            polling ->
                Examples.first(Examples.PUSH, stored).map(push -> of(run, stored, polling, push)));
  }

  private static CurveExample of(
      PublishedRun run, StoredRun stored, TransportFigures polling, TransportFigures push) {
    List<String> transports = stored.run().plan().transports();
    List<String> sentences = new ArrayList<>();
    for (Percentile percentile : Percentile.values()) {
      Optional<Double> polled = polling.percentileNs(Metric.DELIVERY_LATENCY, percentile);
      Optional<Double> pushed = push.percentileNs(Metric.DELIVERY_LATENCY, percentile);
      if (polled.isPresent() && pushed.isPresent()) {
        sentences.add(
            "%s: %s of the deliveries came within %s over %s, and within %s over %s."
                .formatted(
                    percentile.text(),
                    Units.share(percentile.percent() / 100).replace(".0", ""),
                    Units.time(polled.get()),
                    TransportName.inText(polling.transport()),
                    Units.time(pushed.get()),
                    TransportName.inText(push.transport())));
      }
    }
    return new CurveExample(
        Source.of(run),
        TransportName.inText(polling.transport()),
        TransportName.inText(push.transport()),
        DurationText.format(stored.run().plan().polling().interval()),
        sentences,
        CurvePlot.of(
            "curves",
            "Delivery latency by percentile",
            String.join(" ", sentences),
            List.of(line(polling, transports), line(push, transports))));
  }

  private static CurvePlot.Line line(TransportFigures figures, List<String> transports) {
    return new CurvePlot.Line(
        Look.of(figures.transport(), transports),
        TransportName.asTitle(figures.transport()),
        figures.histogram(Metric.DELIVERY_LATENCY),
        figures.counts().published());
  }
}
