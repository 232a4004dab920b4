package dev.pushmark.results.site;

import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.store.StoredRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What a late generator leaves out: the round in which latencies from when events were due differ
 * most from those from when they were sent, be it valid or not.
 *
 * @param block 1-based number of the round's block
 * @param invalid why the round does not count; empty if it does
 */
public record OmissionExample(
    Source source,
    String transport,
    int block,
    String published,
    List<String> invalid,
    List<Row> rows,
    CurvePlot plot) {

  /** A percentile, or the maximum, from when events were due and from when they were sent. */
  public record Row(String name, String due, String sent, String late) {}

  private record Seen(Round round, Histogram due, Histogram sent, Histogram late, long published) {
    private Percentile last() {
      return Percentile.P90.isShownFor(published) ? Percentile.P90 : Percentile.P50;
    }

    private double ratio() {
      double percent = last().percent();
      return (double) due.getValueAtPercentile(percent)
          / Math.max(1, sent.getValueAtPercentile(percent));
    }

    private boolean tells() {
      return due.getTotalCount() > 0
          && sent.getTotalCount() > 0
          && late.getTotalCount() > 0
          && Percentile.P50.isShownFor(published);
    }
  }

  static Optional<OmissionExample> of(PublishedRun run, StoredRun stored) {
    return stored.rounds().stream()
        .map(round -> seen(round, stored))
        .filter(Seen::tells)
        .max(Comparator.comparingDouble(Seen::ratio))
        .map(seen -> of(run, seen));
  }

  private static Seen seen(Round round, StoredRun stored) {
    var injection = round.injection();
    return new Seen(
        round,
        sum(stored, round, Metric.DELIVERY_LATENCY),
        sum(stored, round, Metric.SERVICE_TIME),
        sum(stored, round, Metric.SEND_DELAY),
        injection == null ? 0 : injection.counts().published());
  }

  private static Histogram sum(StoredRun stored, Round round, Metric metric) {
    Histogram sum = new Histogram(Units.DIGITS);
    stored
        .histograms()
        .getOrDefault(round.id(), Map.of())
        .getOrDefault(metric, List.of())
        .forEach(sum::add);
    return sum;
  }

  private static OmissionExample of(PublishedRun run, Seen seen) {
    List<Row> rows = new ArrayList<>();
    for (Percentile percentile : Percentile.values()) {
      if (percentile.isShownFor(seen.published())) {
        double percent = percentile.percent();
        rows.add(
            row(
                percentile.text(),
                seen.due().getValueAtPercentile(percent),
                seen.sent().getValueAtPercentile(percent),
                seen.late().getValueAtPercentile(percent)));
      }
    }
    rows.add(
        row(
            "largest",
            seen.due().getMaxValue(),
            seen.sent().getMaxValue(),
            seen.late().getMaxValue()));
    return new OmissionExample(
        Source.of(run),
        TransportName.inText(seen.round().transport()),
        seen.round().block(),
        Units.count(seen.published()),
        seen.round().outcome() instanceof Outcome.Invalid invalid ? invalid.reasons() : List.of(),
        rows,
        CurvePlot.of(
            "omission",
            "Latency by percentile, from when events were due and from when they were sent",
            "The same figures are in the table beside it.",
            List.of(
                new CurvePlot.Line("due", "from when due", seen.due(), seen.published()),
                new CurvePlot.Line("sent", "from when sent", seen.sent(), seen.published()))));
  }

  private static Row row(String name, double due, double sent, double late) {
    return new Row(name, Units.time(due), Units.time(sent), Units.time(late));
  }
}
