package dev.pushmark.bench.experiment;

import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Kind;
import dev.pushmark.results.model.ClaimFigure.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a transport in runs beside each of which another was measured with the same events:
 * rounds of the same block are compared, and all pairs of rounds are one sample, whatever runs they
 * are of.
 */
final class PairedReadings {
  /** A run, and the one beside it. */
  record Pair(TransportFigures run, TransportFigures beside) {}

  private final String of;
  private final List<Pair> pairs;

  /**
   * Readings under a name.
   *
   * @param pairs at least one, all of the same transport
   */
  PairedReadings(String of, List<Pair> pairs) {
    this.of = of;
    this.pairs = List.copyOf(pairs);
  }

  /** How many times as large a figure is as beside it. */
  ClaimFigure ratio(String what, Function<RoundFigures, Optional<Double>> figure) {
    List<Double> ratios = compared(figure, (value, beside) -> value / beside);
    Estimate estimate = Estimate.of(ratios).orElse(null);
    return estimate == null
        ? measured(what, Unit.RATIO, null, null, null, ratios)
        : measured(what, Unit.RATIO, estimate.value(), estimate.low(), estimate.high(), ratios);
  }

  /** By how much larger a figure is than beside it. */
  ClaimFigure difference(String what, Unit unit, Function<RoundFigures, Optional<Double>> figure) {
    List<Double> differences = compared(figure, (value, beside) -> value - beside);
    Difference difference = Difference.of(differences).orElse(null);
    return difference == null
        ? measured(what, unit, null, null, null, differences)
        : measured(what, unit, difference.mean(), difference.low(), difference.high(), differences);
  }

  private ClaimFigure measured(
      String what,
      Unit unit,
      @Nullable Double value,
      @Nullable Double low,
      @Nullable Double high,
      List<Double> sample) {
    return new ClaimFigure(
        of,
        pairs.get(0).run.transport(),
        what,
        unit,
        Kind.MEASURED,
        value,
        low,
        high,
        sample.size(),
        pairs.stream().mapToLong(pair -> pair.run.counts().published()).sum());
  }

  private List<Double> compared(
      Function<RoundFigures, Optional<Double>> figure, DoubleBinaryOperator comparison) {
    List<Double> sample = new ArrayList<>();
    for (Pair pair : pairs) {
      Map<Integer, Double> beside = pair.beside.byBlock(figure);
      pair.run
          .byBlock(figure)
          .forEach(
              (block, value) -> {
                Double other = beside.get(block);
                if (other != null) {
                  sample.add(comparison.applyAsDouble(value, other));
                }
              });
    }
    return sample;
  }
}
