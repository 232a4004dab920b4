package dev.pushmark.results.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Transports in the order of one figure, smallest first, with the figure's range over the rounds,
 * which alone decides whether two of them are told apart.
 */
final class Ranking {
  /** More often than this, a difference by mere chance is worth a warning. */
  static final double CHANCE_WORTH_A_WARNING = 0.05;

  /** One transport in the ranking; without a range it is told apart from nobody. */
  record Place(TransportFigures figures, double value, Optional<Range> range) {
    boolean isToldApartFrom(Place other) {
      return range.isPresent()
          && other.range.isPresent()
          && !range.get().overlaps(other.range.get());
    }

    int digits() {
      return range.map(Range::digits).orElse(2);
    }

    String time() {
      return Units.time(value, digits());
    }
  }

  private final List<Place> places = new ArrayList<>();

  Ranking(
      List<TransportFigures> transports,
      Function<TransportFigures, Optional<Double>> figure,
      Function<TransportFigures, Optional<Range>> range) {
    for (TransportFigures transport : transports) {
      figure
          .apply(transport)
          .ifPresent(value -> places.add(new Place(transport, value, range.apply(transport))));
    }
    places.sort(Comparator.comparingDouble(Place::value));
  }

  List<Place> places() {
    return places;
  }

  /** The first and all that are not told apart from it. */
  List<Place> first() {
    return places.stream().filter(place -> !place.isToldApartFrom(places.get(0))).toList();
  }

  /** All that are told apart from the first. */
  List<Place> others() {
    return places.stream().filter(place -> place.isToldApartFrom(places.get(0))).toList();
  }

  /** How many rounds lie behind the places, in words: "6 rounds", "5 to 6 rounds". */
  static String rounds(List<Place> places) {
    IntSummaryStatistics rounds =
        places.stream().mapToInt(p -> p.figures().validRounds().size()).summaryStatistics();
    String most = Words.count(rounds.getMax(), "round");
    return rounds.getMin() == rounds.getMax() ? most : rounds.getMin() + " to " + most;
  }

  /** How often equal transports would look as different as those told apart from the first. */
  double chance() {
    return others().stream()
        .mapToDouble(p -> p.range().get().chanceToLieApart(places.get(0).range().get()))
        .max()
        .orElse(0);
  }

  static List<TransportFigures> transports(List<Place> places) {
    return places.stream().map(Place::figures).toList();
  }
}
