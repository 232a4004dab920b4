package dev.pushmark.results.gate;

import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The rounds of one side of a gate, and the figures that rounds are judged by. */
public final class Figures {
  /**
   * A tenth of the events that a percentile needs to be shown: what a round's own percentile lacks
   * in events is seen in the scatter from round to round.
   */
  private static final long FEWER_EVENTS = 10;

  private static final int DIGITS = 3;

  private final Summary side;

  Figures(Summary side) {
    this.side = side;
  }

  /** The rounds of a transport that were not spoilt, in these blocks. */
  List<RoundFigures> valid(String transport, Blocks blocks) {
    return side.transports().stream()
        .filter(figures -> figures.transport().equals(transport))
        .flatMap(figures -> figures.validRounds().stream())
        .filter(round -> blocks.hold(round.round().block()))
        .toList();
  }

  /** Rounds in which the server missed what was expected. */
  long failed() {
    return side.transports().stream()
        .flatMap(figures -> figures.rounds().stream())
        .filter(round -> round.round().outcome() instanceof Outcome.Failed)
        .count();
  }

  /** A figure of a round, in nanoseconds or bytes; empty where it was not measured. */
  public static Optional<Double> of(GateMetric metric, RoundFigures round) {
    return switch (metric) {
      case P50 -> percentile(round, Percentile.P50);
      case P99 -> percentile(round, Percentile.P99);
      case CPU -> round.serverCpuNsPerDelivered();
      case BYTES -> bytes(round.round().injection());
      case SCORE -> Optional.empty();
    };
  }

  private static Optional<Double> percentile(RoundFigures round, Percentile percentile) {
    Histogram latency = new Histogram(DIGITS);
    round.intervals(Metric.DELIVERY_LATENCY).forEach(latency::add);
    return latency.getTotalCount() > 0
            && round.published() * FEWER_EVENTS >= percentile.eventsNeeded()
        ? Optional.of((double) latency.getValueAtPercentile(percentile.percent()))
        : Optional.empty();
  }

  private static Optional<Double> bytes(@Nullable Injection injection) {
    return injection == null || injection.counts().delivered() == 0
        ? Optional.empty()
        : Optional.of(
            (double) (injection.traffic().sentBytes() + injection.traffic().receivedBytes())
                / injection.counts().delivered());
  }
}
