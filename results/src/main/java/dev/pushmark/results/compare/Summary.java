package dev.pushmark.results.compare;

import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a run says, as data.
 *
 * @param transports in the order of the plan
 * @param bySpeed ranked by the p50 of the delivery latency
 * @param byCost ranked by the server's CPU time per delivered event
 * @param judgements of the plan's expectations
 */
public record Summary(
    Run run,
    List<TransportFigures> transports,
    Ranking bySpeed,
    Ranking byCost,
    List<Judgement> judgements,
    Verdict verdict) {

  /** Sums up the rounds that a run has so far. */
  public static Summary of(
      Run run, List<Round> rounds, Map<String, Map<Metric, List<Histogram>>> histogramsByRoundId) {
    List<TransportFigures> transports =
        run.plan().transports().stream()
            .map(transport -> TransportFigures.of(transport, rounds, histogramsByRoundId))
            .toList();
    List<Judgement> judgements =
        transports.stream()
            .flatMap(figures -> Judgement.of(run.plan().expectations(), figures).stream())
            .toList();
    Ranking bySpeed =
        new Ranking(
            transports,
            figures -> figures.percentileNs(Metric.DELIVERY_LATENCY, Percentile.P50),
            round -> round.latencyNs(Percentile.P50));
    Ranking byCost =
        new Ranking(
            transports,
            TransportFigures::serverCpuNsPerDelivered,
            RoundFigures::serverCpuNsPerDelivered);
    Verdict verdict = new VerdictWriter(run, transports, bySpeed, byCost, judgements).write();
    return new Summary(run, transports, bySpeed, byCost, judgements, verdict);
  }
}
