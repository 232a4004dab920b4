package dev.pushmark.bench.experiment;

import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Kind;
import dev.pushmark.results.model.ClaimFigure.Unit;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.TimeOutOfDate;
import dev.pushmark.results.model.Traffic;
import dev.pushmark.results.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * Figures of a transport in an experiment, with their intervals: the value over all valid rounds
 * together, the interval by Student's t on the logarithms of the rounds' own values.
 */
final class Readings {
  private final String of;
  private final TransportFigures figures;

  /** Readings of a transport under its usual name. */
  Readings(TransportFigures figures) {
    this(TransportName.asTitle(figures.transport()), figures);
  }

  /** Readings under another name. */
  Readings(String of, TransportFigures figures) {
    this.of = of;
    this.figures = figures;
  }

  private ClaimFigure figure(
      String what, Unit unit, Optional<Double> value, Optional<Estimate> estimate) {
    return new ClaimFigure(
        of,
        figures.transport(),
        what,
        unit,
        Kind.MEASURED,
        value.orElse(null),
        value.flatMap(v -> estimate).map(Estimate::low).orElse(null),
        value.flatMap(v -> estimate).map(Estimate::high).orElse(null),
        figures.validRounds().size(),
        figures.counts().published());
  }

  /** Any figure: its value over all valid rounds together, and what each of them says. */
  ClaimFigure figure(
      String what,
      Unit unit,
      Optional<Double> value,
      Function<RoundFigures, Optional<Double>> ofRound) {
    return figure(what, unit, value, figures.estimate(ofRound));
  }

  /** A percentile, where enough published events lie behind it. */
  ClaimFigure percentile(Metric metric, String name, Percentile percentile) {
    return figure(
        name + ", " + percentile.text(),
        Unit.NANOSECONDS,
        figures.percentileNs(metric, percentile),
        figures.estimate(
            round ->
                percentile.isShownFor(round.published())
                    ? distribution(round, metric)
                        .map(own -> (double) own.getValueAtPercentile(percentile.percent()))
                    : Optional.empty()));
  }

  /** A percentile of the delivery latency. */
  ClaimFigure latency(Percentile percentile) {
    return percentile(Metric.DELIVERY_LATENCY, "delivery latency", percentile);
  }

  /** The smallest delivery latency that any subscriber saw. */
  ClaimFigure minimum() {
    Histogram all = figures.histogram(Metric.DELIVERY_LATENCY);
    return figure(
        "delivery latency, minimum",
        Unit.NANOSECONDS,
        all.getTotalCount() == 0 ? Optional.empty() : Optional.of((double) all.getMinValue()),
        figures.estimate(
            round ->
                distribution(round, Metric.DELIVERY_LATENCY)
                    .map(own -> (double) own.getMinValue())));
  }

  /**
   * A percentile, from 0 to 100, of what has a value for each connection that it happened to: all
   * of them are shown.
   */
  ClaimFigure ofEach(Metric metric, String name, double percent) {
    Histogram all = figures.histogram(metric);
    ClaimFigure figure =
        figure(
            name,
            Unit.NANOSECONDS,
            all.getTotalCount() == 0
                ? Optional.empty()
                : Optional.of((double) all.getValueAtPercentile(percent)),
            figures.estimate(
                round ->
                    distribution(round, metric)
                        .map(own -> (double) own.getValueAtPercentile(percent))));
    return figure.with(all.getTotalCount());
  }

  /**
   * Something that a round took in all, for each subscriber and second of its measurement.
   *
   * @param taken by a round; empty where it is not known
   */
  ClaimFigure perSubscriberSecond(String what, Unit unit, Function<Round, Optional<Double>> taken) {
    double sum = 0;
    double seconds = 0;
    long subscribers = 0;
    for (RoundFigures round : figures.validRounds()) {
      Injection injection = round.round().injection();
      Optional<Double> value = taken.apply(round.round());
      if (injection != null && value.isPresent()) {
        sum += value.get();
        seconds += subscriberSeconds(injection);
        subscribers += injection.subscribed();
      }
    }
    return figure(
            what,
            unit,
            seconds == 0 ? Optional.empty() : Optional.of(sum / seconds),
            figures.estimate(
                round ->
                    Optional.ofNullable(round.round().injection())
                        .filter(injection -> subscriberSeconds(injection) > 0)
                        .flatMap(
                            injection ->
                                taken
                                    .apply(round.round())
                                    .map(value -> value / subscriberSeconds(injection)))))
        .with(subscribers);
  }

  private static double subscriberSeconds(Injection injection) {
    return injection.subscribed() * (injection.measurementNs() / 1e9);
  }

  /** What was counted, not sampled: it has no interval. */
  ClaimFigure count(String what, long count, long outOf) {
    return new ClaimFigure(
        of,
        figures.transport(),
        what,
        Unit.NUMBER,
        Kind.MEASURED,
        figures.validRounds().isEmpty() ? null : (double) count,
        null,
        null,
        figures.validRounds().size(),
        outOf);
  }

  /**
   * A percentile of a distribution whose values are all there are, such as one for each subscriber
   * that came back.
   *
   * @param least values that it needs
   */
  ClaimFigure ofEach(Metric metric, String what, double percent, long least) {
    Histogram all = figures.histogram(metric);
    return new ClaimFigure(
        of,
        figures.transport(),
        what,
        Unit.NANOSECONDS,
        Kind.MEASURED,
        all.getTotalCount() < least ? null : (double) all.getValueAtPercentile(percent),
        null,
        null,
        figures.validRounds().size(),
        all.getTotalCount());
  }

  /**
   * How many times as large such a percentile is as in other rounds, those of the same block beside
   * each other; the interval takes two blocks.
   */
  ClaimFigure timesOf(
      String others, TransportFigures other, Metric metric, double percent, long least) {
    Map<Integer, Double> divisors = other.byBlock(ofRound(metric, percent, least));
    List<Double> ratios = new ArrayList<>();
    figures
        .byBlock(ofRound(metric, percent, least))
        .forEach(
            (block, value) -> {
              Double divisor = divisors.get(block);
              if (divisor != null && divisor > 0) {
                ratios.add(value / divisor);
              }
            });
    Optional<Estimate> estimate = Estimate.of(ratios);
    return new ClaimFigure(
        of + " ÷ " + others,
        figures.transport(),
        "delivery latency of bystanders, p" + Math.round(percent),
        Unit.RATIO,
        Kind.MEASURED,
        ratios.isEmpty()
            ? null
            : Double.valueOf(estimate.map(Estimate::value).orElseGet(() -> ratios.get(0))),
        estimate.map(Estimate::low).orElse(null),
        estimate.map(Estimate::high).orElse(null),
        ratios.size(),
        figures.histogram(metric).getTotalCount());
  }

  private static Function<RoundFigures, Optional<Double>> ofRound(
      Metric metric, double percent, long least) {
    return round ->
        distribution(round, metric)
            .filter(own -> own.getTotalCount() >= least)
            .map(own -> (double) own.getValueAtPercentile(percent));
  }

  private static Optional<Histogram> distribution(RoundFigures round, Metric metric) {
    List<Histogram> intervals = round.intervals(metric);
    if (intervals.isEmpty()) {
      return Optional.empty();
    }
    Histogram whole = intervals.get(0).copy();
    intervals.stream().skip(1).forEach(whole::add);
    return whole.getTotalCount() == 0 ? Optional.empty() : Optional.of(whole);
  }

  /** How long a subscriber lacked the newest event, on average over time. */
  ClaimFigure timeOutOfDate() {
    return figure(
        "time out of date, mean",
        Unit.NANOSECONDS,
        figures.timeOutOfDate().map(TimeOutOfDate::meanNs),
        figures.estimate(ofInjection(injection -> injection.timeOutOfDate().meanNs())));
  }

  /** Something of the traffic for each delivered event. */
  ClaimFigure perDelivered(String what, Unit unit, ToDoubleFunction<Traffic> part) {
    OptionalDouble whole = figures.perDelivered((long) part.applyAsDouble(figures.traffic()));
    return figure(
        what,
        unit,
        whole.isPresent() ? Optional.of(whole.getAsDouble()) : Optional.empty(),
        figures.estimate(trafficPerDelivered(part)));
  }

  /** CPU time of the server for each delivered event. */
  ClaimFigure serverCpu() {
    return figure(
        "server CPU per delivered event",
        Unit.NANOSECONDS,
        figures.serverCpuNsPerDelivered(),
        figures.serverCpuEstimateNs());
  }

  /** How much of its cores the server used. */
  ClaimFigure serverBusy() {
    double usedNs = 0;
    double hadNs = 0;
    for (RoundFigures round : figures.validRounds()) {
      Usage server = round.round().server();
      Injection injection = round.round().injection();
      if (server != null && injection != null) {
        usedNs += server.cpuNs();
        hadNs += (double) injection.measurementNs() * server.cores();
      }
    }
    return figure(
        "server CPU, as a share of its cores",
        Unit.RATIO,
        hadNs == 0 ? Optional.empty() : Optional.of(usedNs / hadNs),
        figures.estimate(
            round ->
                Optional.ofNullable(round.round().server())
                    .flatMap(
                        server ->
                            Optional.ofNullable(round.round().injection())
                                .map(
                                    injection ->
                                        (double) server.cpuNs()
                                            / injection.measurementNs()
                                            / server.cores()))));
  }

  /**
   * How many times as large a figure is as another transport's, in rounds of the same block, which
   * had the same events.
   */
  ClaimFigure ratioTo(
      TransportFigures other, String what, Function<RoundFigures, Optional<Double>> figure) {
    Map<Integer, Double> others = other.byBlock(figure);
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
        of + " ÷ " + TransportName.inText(other.transport()),
        figures.transport(),
        what,
        Unit.RATIO,
        Kind.MEASURED,
        estimate.map(Estimate::value).orElse(null),
        estimate.map(Estimate::low).orElse(null),
        estimate.map(Estimate::high).orElse(null),
        ratios.size(),
        figures.counts().published());
  }

  /** What a formula says of the same. */
  ClaimFigure theory(String what, double ns) {
    return new ClaimFigure(
        of, figures.transport(), what, Unit.NANOSECONDS, Kind.THEORY, ns, null, null, 0, 0);
  }

  /** The median of a round. */
  static Optional<Double> p50(RoundFigures round) {
    return round.latencyNs(Percentile.P50);
  }

  /** A part of a round's traffic for each delivered event; empty where nothing was delivered. */
  static Function<RoundFigures, Optional<Double>> trafficPerDelivered(
      ToDoubleFunction<Traffic> part) {
    return round -> {
      Injection injection = round.round().injection();
      return injection == null || injection.counts().delivered() == 0
          ? Optional.empty()
          : Optional.of(part.applyAsDouble(injection.traffic()) / injection.counts().delivered());
    };
  }

  private static Function<RoundFigures, Optional<Double>> ofInjection(
      ToDoubleFunction<Injection> figure) {
    return round -> Optional.ofNullable(round.round().injection()).map(figure::applyAsDouble);
  }

  /** All bytes of subscribers' connections, both ways. */
  static double bytes(Traffic traffic) {
    return (double) traffic.sentBytes() + traffic.receivedBytes();
  }
}
