package dev.pushmark.results.report;

import dev.pushmark.results.compare.DeliveredShare;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Round;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A round as a row of the page's list.
 *
 * @param outcome {@code done}, {@code failed} or {@code invalid}
 * @param reasons why; empty if done
 */
public record RoundRow(
    String block,
    String look,
    String transport,
    String outcome,
    List<String> reasons,
    String p50,
    String p90,
    String p99,
    String max,
    String published,
    String delivered,
    String lost) {

  /** All rounds in the order they were measured. */
  static List<RoundRow> of(Summary summary) {
    List<String> transports = summary.run().plan().transports();
    return summary.transports().stream()
        .map(TransportFigures::rounds)
        .flatMap(List::stream)
        .sorted(
            Comparator.<RoundFigures>comparingInt(f -> f.round().block())
                .thenComparingInt(f -> f.round().attempt())
                .thenComparingInt(f -> f.round().position()))
        .map(figures -> row(figures, transports))
        .toList();
  }

  private static RoundRow row(RoundFigures figures, List<String> transports) {
    Round round = figures.round();
    Injection injection = round.injection();
    return new RoundRow(
        round.attempt() == 1 ? "" + round.block() : round.block() + "." + round.attempt(),
        Look.of(round.transport(), transports),
        TransportName.asTitle(round.transport()),
        outcome(round.outcome()),
        reasons(round.outcome()),
        time(figures.latencyNs(Percentile.P50), injection),
        time(figures.latencyNs(Percentile.P90), injection),
        time(figures.latencyNs(Percentile.P99), injection),
        time(figures.maxLatencyNs(), injection),
        injection == null ? Cell.NONE : Units.count(injection.counts().published()),
        injection == null ? Cell.NONE : Units.count(injection.counts().delivered()),
        injection == null ? Cell.NONE : Units.count(injection.counts().lost()));
  }

  private static String time(Optional<Double> ns, @Nullable Injection injection) {
    String share = injection == null ? "" : DeliveredShare.behind(injection.counts());
    return ns.map(Units::time).map(time -> time + share).orElse(Cell.NONE);
  }

  private static String outcome(Outcome outcome) {
    return outcome instanceof Outcome.Done
        ? "done"
        : outcome instanceof Outcome.Failed ? "failed" : "invalid";
  }

  private static List<String> reasons(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return failed.reasons();
    }
    return outcome instanceof Outcome.Invalid invalid ? invalid.reasons() : List.of();
  }
}
