package dev.pushmark.results.report;

import dev.pushmark.results.compare.DeliveredShare;
import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.Ranking;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.WitnessWords;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.WitnessReading;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** Writes figures into cells; where there is none, the cell says why. */
final class Cells {
  private static final String UNKNOWN = "no valid round tells it";

  private Cells() {}

  static Function<TransportFigures, Cell> latency(Percentile percentile) {
    return figures ->
        withShare(percentile(Metric.DELIVERY_LATENCY, percentile).apply(figures), figures);
  }

  static Cell maxLatency(TransportFigures figures) {
    return withShare(time(figures.maxNs(Metric.DELIVERY_LATENCY)), figures);
  }

  private static Cell withShare(Cell cell, TransportFigures figures) {
    return cell.isPresent() ? Cell.of(cell.text() + DeliveredShare.behind(figures.counts())) : cell;
  }

  static Function<TransportFigures, Cell> waiting(Percentile percentile) {
    return figures ->
        figures
            .waitPercentileNs(percentile)
            .map(ns -> Cell.of(Units.time(ns)))
            .orElseGet(() -> tooFew(percentile, figures));
  }

  static Function<TransportFigures, Cell> percentile(Metric metric, Percentile percentile) {
    return figures ->
        figures
            .percentileNs(metric, percentile)
            .map(ns -> Cell.of(Units.time(ns)))
            .orElseGet(() -> tooFew(percentile, figures));
  }

  private static Cell tooFew(Percentile percentile, TransportFigures figures) {
    return Cell.none(
        percentile.isShownFor(figures.counts().published())
            ? UNKNOWN
            : percentile.text()
                + " is shown from "
                + Units.count(percentile.eventsNeeded())
                + " published events on");
  }

  static Cell error(Optional<Estimate> estimate, TransportFigures figures) {
    return estimate
        .map(interval -> Cell.of(interval.error()))
        .orElseGet(() -> Cell.none(noInterval(figures)));
  }

  private static String noInterval(TransportFigures figures) {
    return figures.validRounds().size() < 2
        ? "an interval needs two valid rounds"
        : "not every round published " + Units.count(Percentile.P50.eventsNeeded()) + " events";
  }

  /** A transport beside the first of a ranking. */
  static Cell ratio(Ranking ranking, TransportFigures figures) {
    List<Ranking.Place> places = ranking.places();
    Optional<Ranking.Place> place =
        places.stream().filter(candidate -> candidate.figures() == figures).findFirst();
    if (place.isEmpty()) {
      return Cell.none(figures.validRounds().isEmpty() ? UNKNOWN : noInterval(figures));
    }
    if (place.get() == places.get(0)) {
      return Cell.of("1");
    }
    return place
        .get()
        .ratioTo(places.get(0))
        .map(ratio -> ranking.isApart(place.get()) ? Cell.of(ratio.withError()) : Cell.of("~"))
        .orElseGet(() -> Cell.none("an interval needs two rounds in the same blocks"));
  }

  /** A percentile of a distribution with a value per subscriber, room or wait: all are shown. */
  static Function<TransportFigures, Cell> ofEach(Metric metric, double percent, String none) {
    return figures -> {
      Histogram each = figures.histogram(metric);
      return each.getTotalCount() == 0
          ? Cell.none(none)
          : Cell.of(Units.time((double) each.getValueAtPercentile(percent)));
    };
  }

  /** The smallest and largest value of such a distribution. */
  static Function<TransportFigures, Cell> rangeOfEach(Metric metric, String none) {
    return figures -> {
      Histogram each = figures.histogram(metric);
      return each.getTotalCount() == 0
          ? Cell.none(none)
          : Cell.of(Units.timeRange(each.getMinValue(), each.getMaxValue()));
    };
  }

  /** Of values that are taken all the time, not per event. */
  static Cell stallP99(TransportFigures figures) {
    Histogram stalls = figures.histogram(Metric.INJECTOR_STALL);
    return stalls.getTotalCount() == 0
        ? Cell.none(UNKNOWN)
        : time(Optional.of((double) stalls.getValueAtPercentile(99)));
  }

  /** How often a JVM stopped all its threads, and for how long at most. */
  static Function<TransportFigures, Cell> pauses(Metric metric) {
    return figures -> {
      Histogram pauses = figures.histogram(metric);
      return figures.validRounds().isEmpty()
          ? Cell.none(UNKNOWN)
          : Cell.of(
              pauses.getTotalCount() == 0
                  ? "none"
                  : Units.count(pauses.getTotalCount())
                      + ", ≤ "
                      + Units.time((double) pauses.getMaxValue()));
    };
  }

  static Cell laterThanWitnesses(TransportFigures figures) {
    List<WitnessReading> medians = WitnessWords.medians(figures);
    return medians.isEmpty()
        ? Cell.none("no witness watched it")
        : Cell.of(Units.time(medians.get(medians.size() - 1).laterNs()));
  }

  static Cell validRounds(TransportFigures figures) {
    return Cell.of(figures.validRounds().size() + " of " + figures.rounds().size());
  }

  static Cell time(Optional<Double> ns) {
    return of(ns, Units::time);
  }

  static Cell count(TransportFigures figures, long count) {
    return figures.validRounds().isEmpty() ? Cell.none(UNKNOWN) : Cell.of(Units.count(count));
  }

  static Cell resubscribed(TransportFigures figures) {
    Long counted = figures.outages().resubscribed();
    return counted == null ? Cell.none("its server counts none") : count(figures, counted);
  }

  static Cell of(OptionalDouble value, DoubleFunction<String> writer) {
    return value.isPresent() ? Cell.of(writer.apply(value.getAsDouble())) : Cell.none(UNKNOWN);
  }

  static Cell of(Optional<Double> value, DoubleFunction<String> writer) {
    return value.map(v -> Cell.of(writer.apply(v))).orElseGet(() -> Cell.none(UNKNOWN));
  }

  static String number(double value) {
    return Units.significant(value, Units.DIGITS);
  }
}
