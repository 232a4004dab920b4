package dev.pushmark.results.compare;

import dev.pushmark.results.compare.Ranking.Place;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a delivery cost the server, in words. */
final class CostWords {
  private final Ranking ranking;

  CostWords(List<TransportFigures> transports) {
    ranking =
        new Ranking(
            transports,
            figures -> optional(figures.serverCpuNsPerDelivered()),
            TransportFigures::serverCpuRangeNs);
  }

  private static Optional<Double> optional(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  /** Nothing, unless at least two transports can be told apart. */
  Optional<String> sentence() {
    List<Place> others = ranking.places().isEmpty() ? List.of() : ranking.others();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    List<Place> first = ranking.first();
    Place dearest = others.get(others.size() - 1);
    String from = first.get(0).time();
    String to = first.get(first.size() - 1).time();
    return Optional.of(
        "A delivered event cost the server "
            + (first.size() == 1 || from.equals(to) ? from : from + " to " + to)
            + " of CPU time over "
            + Words.names(Ranking.transports(first))
            + ", the least; it cost "
            + Units.significant(dearest.value() / first.get(0).value(), 2)
            + " times as much over "
            + TransportName.inText(dearest.figures().transport())
            + ", the most.");
  }
}
