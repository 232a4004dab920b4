package dev.pushmark.bench.cli;

import dev.pushmark.results.compare.DeliveredShare;
import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.Judgement;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.Ranking;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.StoredRun;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --json} prints, of a run that has ended or is shown again.
 *
 * @param folder the run's folder
 * @param verdict in a sentence
 * @param transports the figures of each transport's valid rounds together
 * @param comparisons of each transport with the fastest and with the cheapest, round by round
 * @param expectations in words, how each came out
 * @param run the run's record
 * @param environment where it took place
 * @param rounds each round
 */
record Result(
    String folder,
    String verdict,
    List<Transport> transports,
    List<Comparison> comparisons,
    List<String> expectations,
    Run run,
    Environment environment,
    List<Round> rounds) {

  /**
   * One transport; a figure is null where too few events stand behind it.
   *
   * @param name of the transport
   * @param validRounds rounds whose figures are used
   * @param deliveredShare what the percentiles stand for, 0 to 1; null where nothing was skipped
   * @param waits the percentiles with the waits for superseded events; null where nothing was
   *     skipped
   */
  record Transport(
      String name,
      int validRounds,
      @Nullable Double p50Ns,
      @Nullable Double p90Ns,
      @Nullable Double p99Ns,
      @Nullable Double p999Ns,
      @Nullable Double maxNs,
      @Nullable Double deliveredShare,
      @Nullable Waits waits,
      Counts counts) {
    static Transport of(TransportFigures figures) {
      return new Transport(
          figures.transport(),
          figures.validRounds().size(),
          latency(figures, Percentile.P50),
          latency(figures, Percentile.P90),
          latency(figures, Percentile.P99),
          latency(figures, Percentile.P99_9),
          figures.maxNs(Metric.DELIVERY_LATENCY).orElse(null),
          DeliveredShare.of(figures.counts()).orElse(null),
          figures.counts().skipped() == 0 ? null : Waits.of(figures),
          figures.counts());
    }

    private static @Nullable Double latency(TransportFigures figures, Percentile percentile) {
      return figures.percentileNs(Metric.DELIVERY_LATENCY, percentile).orElse(null);
    }
  }

  /** How long subscribers waited for each event or for the one that superseded it. */
  record Waits(
      @Nullable Double p50Ns,
      @Nullable Double p90Ns,
      @Nullable Double p99Ns,
      @Nullable Double p999Ns) {
    static Waits of(TransportFigures figures) {
      return new Waits(
          figures.waitPercentileNs(Percentile.P50).orElse(null),
          figures.waitPercentileNs(Percentile.P90).orElse(null),
          figures.waitPercentileNs(Percentile.P99).orElse(null),
          figures.waitPercentileNs(Percentile.P99_9).orElse(null));
    }
  }

  /**
   * A transport beside the first in the order of a figure.
   *
   * @param figure {@code p50} of the delivery latency, or {@code cpu} per delivered event
   * @param transport the one with the larger figure
   * @param with the one with the smallest
   * @param ratio of the first to the second, compared round by round; null without rounds enough
   * @param low lower end of its 95 % interval
   * @param high upper end
   * @param toldApart whether they differ, at 5 % over all comparisons of this figure together
   */
  record Comparison(
      String figure,
      String transport,
      String with,
      @Nullable Double ratio,
      @Nullable Double low,
      @Nullable Double high,
      boolean toldApart) {
    static Stream<Comparison> of(String figure, Ranking ranking) {
      List<Ranking.Place> places = ranking.places();
      return places.stream().skip(1).map(place -> of(figure, ranking, place, places.get(0)));
    }

    private static Comparison of(
        String figure, Ranking ranking, Ranking.Place place, Ranking.Place first) {
      Estimate ratio = place.ratioTo(first).orElse(null);
      return new Comparison(
          figure,
          place.figures().transport(),
          first.figures().transport(),
          ratio == null ? null : ratio.value(),
          ratio == null ? null : ratio.low(),
          ratio == null ? null : ratio.high(),
          ranking.isApart(place));
    }
  }

  static Result of(StoredRun stored, Summary summary) {
    return new Result(
        stored.folder().toString(),
        summary.verdict().headline(),
        summary.transports().stream().map(Transport::of).toList(),
        Stream.concat(
                Comparison.of("p50", summary.bySpeed()), Comparison.of("cpu", summary.byCost()))
            .toList(),
        summary.judgements().stream().map(Judgement::inWords).toList(),
        stored.run(),
        stored.environment(),
        stored.rounds());
  }
}
