package dev.pushmark.results.compare;

import dev.pushmark.results.compare.Ranking.Place;
import java.util.List;
import java.util.Optional;

/** What a delivery cost the server, in words. */
final class CostWords {
  private final Ranking ranking;

  CostWords(Ranking ranking) {
    this.ranking = ranking;
  }

  /** Nothing, unless at least two transports can be told apart. */
  Optional<String> sentence() {
    List<Place> apart = ranking.apart();
    if (apart.isEmpty()) {
      return Optional.empty();
    }
    List<Place> first = ranking.first();
    Place dearest = apart.get(apart.size() - 1);
    String from = first.get(0).time();
    String to = first.get(first.size() - 1).time();
    return Optional.of(
        "A delivered event cost the server "
            + (first.size() == 1 || from.equals(to) ? from : from + " to " + to)
            + " of CPU time over "
            + Words.names(Ranking.transports(first))
            + ", the least; it cost "
            + ratio(dearest, first.get(0))
            + " times as much over "
            + TransportName.inText(dearest.figures().transport())
            + ", the most.");
  }

  private static String ratio(Place place, Place first) {
    return place
        .ratioTo(first)
        .map(Estimate::asRatio)
        .orElseGet(() -> Units.significant(place.value() / first.value(), 2));
  }
}
