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
 * @param judgements of the plan's expectations
 */
public record Summary(
    Run run, List<TransportFigures> transports, List<Judgement> judgements, Verdict verdict) {

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
    return new Summary(
        run, transports, judgements, new VerdictWriter(run, transports, judgements).write());
  }
}
