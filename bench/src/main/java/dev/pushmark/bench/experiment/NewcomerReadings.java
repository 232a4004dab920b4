package dev.pushmark.bench.experiment;

import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Kind;
import dev.pushmark.results.model.ClaimFigure.Unit;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.NewcomerCounts;
import dev.pushmark.results.model.Traffic;
import dev.pushmark.results.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * Figures of the newcomers of a transport, with their intervals: the value over those of all valid
 * rounds together, the interval by Student's t on the logarithms of the rounds' own values.
 */
final class NewcomerReadings {
  /** A percentile is shown where so many newcomers lie beyond it, who came one by one. */
  private static final int BEYOND = 10;

  private final String of;
  private final TransportFigures figures;
  private final NewcomerCounts counts;

  NewcomerReadings(String of, TransportFigures figures) {
    this.of = of;
    this.figures = figures;
    this.counts = figures.newcomers();
  }

  /** What became of them, in all valid rounds together. */
  NewcomerCounts counts() {
    return counts;
  }

  private static NewcomerCounts counts(RoundFigures round) {
    Injection injection = round.round().injection();
    NewcomerCounts counts = injection == null ? null : injection.newcomers();
    return counts == null ? NewcomerCounts.NONE : counts;
  }

  /** A percentile of what was recorded of newcomers. */
  ClaimFigure percentile(Metric metric, String name, Percentile percentile) {
    Histogram all = figures.histogram(metric);
    boolean shown = all.getTotalCount() * (100 - percentile.percent()) / 100 >= BEYOND;
    return figure(
        name + ", " + percentile.text(),
        Unit.NANOSECONDS,
        shown
            ? Optional.of((double) all.getValueAtPercentile(percentile.percent()))
            : Optional.empty(),
        own(metric, percentile),
        all.getTotalCount());
  }

  /** CPU time of the server for each newcomer. */
  ClaimFigure serverCpu() {
    double all =
        figures.validRounds().stream()
            .map(RoundFigures::round)
            .flatMap(round -> Optional.ofNullable(round.server()).stream())
            .mapToDouble(Usage::cpuNs)
            .sum();
    return figure(
        "server CPU per connection",
        Unit.NANOSECONDS,
        each(all),
        NewcomerReadings::serverCpu,
        counts.came());
  }

  /** Bytes of a newcomer's connections, both ways, until it left. */
  ClaimFigure bytes() {
    return figure(
        "bytes per newcomer",
        Unit.BYTES,
        each(bytes(counts.traffic())),
        NewcomerReadings::bytes,
        counts.came());
  }

  private Optional<Double> each(double all) {
    return counts.came() == 0 || all == 0 ? Optional.empty() : Optional.of(all / counts.came());
  }

  /** An exact count of them. */
  ClaimFigure count(String what, long number) {
    return new ClaimFigure(
        of,
        figures.transport(),
        what,
        Unit.NUMBER,
        Kind.MEASURED,
        counts.came() == 0 ? null : (double) number,
        null,
        null,
        figures.validRounds().size(),
        counts.came());
  }

  /** How many times as large a figure of a round is as the same of others, by block. */
  ClaimFigure ratioTo(
      NewcomerReadings other, String what, Function<RoundFigures, Optional<Double>> figure) {
    Map<Integer, Double> others = other.figures.byBlock(figure);
    List<Double> ratios = new ArrayList<>();
    figures
        .byBlock(figure)
        .forEach(
            (block, value) -> {
              Double divisor = others.get(block);
              if (divisor != null && divisor > 0) {
                ratios.add(value / divisor);
              }
            });
    Optional<Estimate> estimate = Estimate.of(ratios);
    return new ClaimFigure(
        of + " ÷ " + other.of,
        figures.transport(),
        what,
        Unit.RATIO,
        Kind.MEASURED,
        estimate.map(Estimate::value).orElse(null),
        estimate.map(Estimate::low).orElse(null),
        estimate.map(Estimate::high).orElse(null),
        ratios.size(),
        counts.came());
  }

  /** A percentile of a round. */
  static Function<RoundFigures, Optional<Double>> own(Metric metric, Percentile percentile) {
    return round -> {
      Histogram whole = new Histogram(3);
      round.intervals(metric).forEach(whole::add);
      return whole.getTotalCount() == 0
          ? Optional.empty()
          : Optional.of((double) whole.getValueAtPercentile(percentile.percent()));
    };
  }

  /** CPU time of the server for each newcomer of a round. */
  static Optional<Double> serverCpu(RoundFigures round) {
    Usage server = round.round().server();
    long came = counts(round).came();
    return server == null || came == 0
        ? Optional.empty()
        : Optional.of((double) server.cpuNs() / came);
  }

  /** Bytes for each newcomer of a round. */
  static Optional<Double> bytes(RoundFigures round) {
    NewcomerCounts counts = counts(round);
    return counts.came() == 0
        ? Optional.empty()
        : Optional.of(bytes(counts.traffic()) / counts.came());
  }

  private static double bytes(Traffic traffic) {
    return (double) traffic.sentBytes() + traffic.receivedBytes();
  }

  private ClaimFigure figure(
      String what,
      Unit unit,
      Optional<Double> value,
      Function<RoundFigures, Optional<Double>> ofRound,
      long samples) {
    Optional<Estimate> estimate = value.flatMap(known -> figures.estimate(ofRound));
    return new ClaimFigure(
        of,
        figures.transport(),
        what,
        unit,
        Kind.MEASURED,
        value.orElse(null),
        estimate.map(Estimate::low).orElse(null),
        estimate.map(Estimate::high).orElse(null),
        figures.validRounds().size(),
        samples);
  }
}
