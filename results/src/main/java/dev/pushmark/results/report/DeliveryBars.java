package dev.pushmark.results.report;

import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** What a run's transports cost, as bars with intervals. */
enum DeliveryBars {
  CPU(
      "Server CPU per delivery",
      TransportFigures::serverCpuNsPerDelivered,
      RoundFigures::serverCpuNsPerDelivered,
      Units::time),
  BYTES(
      "Bytes received per delivery",
      figures -> boxed(figures.perDelivered(figures.traffic().receivedBytes())),
      RoundFigures::receivedBytesPerDelivered,
      Units::bytes),
  MEMORY(
      "Server memory per subscriber",
      figures -> boxed(figures.serverRssBytesPerSubscriber()),
      RoundFigures::serverRssBytesPerSubscriber,
      Units::bytes);

  private static final int TICKS = 4;
  private static final double BEYOND = 1.04;

  private final String title;
  private final Function<TransportFigures, Optional<Double>> whole;
  private final Function<RoundFigures, Optional<Double>> ofRound;
  private final DoubleFunction<String> written;

  DeliveryBars(
      String title,
      Function<TransportFigures, Optional<Double>> whole,
      Function<RoundFigures, Optional<Double>> ofRound,
      DoubleFunction<String> written) {
    this.title = title;
    this.whole = whole;
    this.ofRound = ofRound;
    this.written = written;
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  /** Those figures that were measured. */
  static List<CostBars> of(Summary summary) {
    List<CostBars> all = new ArrayList<>();
    for (DeliveryBars figure : values()) {
      if (summary.transports().stream().anyMatch(t -> figure.whole.apply(t).isPresent())) {
        all.add(figure.bars(summary));
      }
    }
    return all;
  }

  private CostBars bars(Summary summary) {
    LinearAxis axis = axis(summary.transports());
    List<CostBars.Bar> bars = new ArrayList<>();
    for (TransportFigures figures : summary.transports()) {
      bars.add(bar(summary, figures, axis, bars.size()));
    }
    return new CostBars(
        "bars-" + name().toLowerCase(java.util.Locale.ROOT),
        title,
        bars,
        axis.ticks(TICKS, written),
        Tick.number(axis.at(0)));
  }

  /** It holds the figures and the single rounds; an interval of two rounds may go beyond. */
  private LinearAxis axis(List<TransportFigures> transports) {
    double least = 0;
    double most = 0;
    for (TransportFigures figures : transports) {
      double value = whole.apply(figures).orElse(0.0);
      double high = estimate(figures).map(Estimate::high).orElse(value);
      least = Math.min(least, value);
      most = Math.max(most, Math.max(value, Math.min(high, 2 * value)));
    }
    return CostBars.axis(least * BEYOND, most * BEYOND);
  }

  private Optional<Estimate> estimate(TransportFigures figures) {
    return figures.estimate(ofRound);
  }

  private CostBars.Bar bar(Summary summary, TransportFigures figures, LinearAxis axis, int index) {
    Optional<Double> value = whole.apply(figures);
    Optional<Estimate> estimate = estimate(figures);
    double left = axis.at(Math.min(0, value.orElse(0.0)));
    String text =
        value.map(written::apply).orElse("–")
            + estimate.map(interval -> " " + interval.error()).orElse("");
    return new CostBars.Bar(
        Look.of(figures.transport(), summary.run().plan().transports()),
        TransportName.asTitle(figures.transport()),
        text,
        CostBars.nameY(index),
        CostBars.barY(index),
        value.isPresent() ? Tick.number(left) : "",
        Tick.number(axis.at(Math.max(0, value.orElse(0.0))) - left),
        estimate.map(e -> Tick.number(axis.at(e.low()))).orElse(""),
        estimate.map(e -> Tick.number(axis.at(e.high()))).orElse(""),
        estimate.filter(e -> axis.holds(e.low())).isPresent(),
        estimate.filter(e -> axis.holds(e.high())).isPresent());
  }
}
