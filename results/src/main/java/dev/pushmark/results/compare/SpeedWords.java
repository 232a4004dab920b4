package dev.pushmark.results.compare;

import dev.pushmark.results.compare.Ranking.Place;
import dev.pushmark.results.model.Metric;
import java.util.ArrayList;
import java.util.List;

/** Who delivered how fast, in words. */
final class SpeedWords {
  private final Ranking ranking;

  SpeedWords(List<TransportFigures> transports) {
    ranking =
        new Ranking(
            transports,
            figures -> figures.percentileNs(Metric.DELIVERY_LATENCY, Percentile.P50),
            figures -> figures.latencyRangeNs(Percentile.P50));
  }

  boolean isEmpty() {
    return ranking.places().isEmpty();
  }

  String headline() {
    List<Place> first = ranking.first();
    Place fastest = first.get(0);
    if (ranking.places().size() == 1) {
      return Words.sentence(
          name(fastest) + " delivered " + half(first) + " within " + time(fastest) + tail(fastest),
          Ranking.transports(first));
    }
    if (ranking.others().isEmpty()) {
      return Words.sentence(
          Words.names(Ranking.transports(first))
              + " are not told apart by "
              + Ranking.rounds(first)
              + ": "
              + halfWithin(first)
              + ".",
          Ranking.transports(first));
    }
    return Words.sentence(
        Words.names(Ranking.transports(first))
            + " delivered fastest: "
            + halfWithin(first)
            + (first.size() == 1 ? tail(fastest) : "."),
        Ranking.transports(first));
  }

  private static String halfWithin(List<Place> first) {
    String from = time(first.get(0));
    String to = time(first.get(first.size() - 1));
    return half(first) + " within " + (from.equals(to) ? from : from + " to " + to);
  }

  /** What a p50 is half of: where events were skipped, it is silent about those. */
  private static String half(List<Place> places) {
    return places.stream().anyMatch(place -> place.figures().counts().skipped() > 0)
        ? "half of the events that came"
        : "half of all events";
  }

  private static String time(Place place) {
    return place.time() + DeliveredShare.behind(place.figures().counts());
  }

  private static String tail(Place place) {
    return place
        .figures()
        .percentileNs(Metric.DELIVERY_LATENCY, Percentile.P99)
        .map(
            p99 ->
                ", 99\u00A0% within "
                    + Units.time(p99, 2)
                    + DeliveredShare.behind(place.figures().counts())
                    + ".")
        .orElse(".");
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    List<Place> first = ranking.first();
    List<Place> others = ranking.others();
    if (first.size() > 1 && !others.isEmpty()) {
      sentences.add(
          Words.sentence(
              Words.names(Ranking.transports(first))
                  + " are not told apart by "
                  + Ranking.rounds(first)
                  + ": their p50 lay at "
                  + Words.list(first.stream().map(SpeedWords::rangeOf).toList())
                  + ".",
              Ranking.transports(first)));
    }
    if (!others.isEmpty()) {
      sentences.add(others(first.get(0), others));
    }
    for (int i = 1; i < others.size(); i++) {
      if (!others.get(i).isToldApartFrom(others.get(i - 1))) {
        List<Place> places = others.subList(i - 1, i + 1);
        List<TransportFigures> pair = Ranking.transports(places);
        sentences.add(
            Words.sentence(
                Words.names(pair) + " are not told apart by " + Ranking.rounds(places) + ".",
                pair));
      }
    }
    return sentences;
  }

  private String others(Place fastest, List<Place> others) {
    List<String> parts = new ArrayList<>();
    for (Place other : others) {
      parts.add(
          Units.significant(other.value() / fastest.value(), 2)
              + (parts.isEmpty() ? " times as long" : " times")
              + " over "
              + name(other)
              + " ("
              + time(other)
              + ")");
    }
    return "Compared with "
        + name(fastest)
        + ", "
        + half(ranking.places())
        + " took "
        + Words.list(parts)
        + ".";
  }

  /** What few rounds cannot rule out. */
  List<String> cautions() {
    List<String> cautions = new ArrayList<>();
    List<Place> places = ranking.places();
    if (places.size() > 1 && places.stream().anyMatch(place -> place.range().isEmpty())) {
      cautions.add(
          "Some rounds are too short to be compared: a round's p50 needs "
              + Units.count(Percentile.P50.eventsNeeded())
              + " published events.");
    }
    double chance = ranking.chance();
    if (chance >= 1) {
      cautions.add(
          "One round each is a first impression: it cannot tell a difference from chance.");
    } else if (chance > Ranking.CHANCE_WORTH_A_WARNING) {
      cautions.add(
          "With "
              + Ranking.rounds(places)
              + " of each, equal transports would look this different 1 time in "
              + Units.count(Math.round(1 / chance))
              + "; 4 rounds or more make it firm.");
    }
    return cautions;
  }

  private static String rangeOf(Place place) {
    return place
        .range()
        .map(range -> Units.timeRange(range.min(), range.max()))
        .map(range -> range + DeliveredShare.behind(place.figures().counts()))
        .orElse("an unknown range");
  }

  private static String name(Place place) {
    return TransportName.inText(place.figures().transport());
  }
}
