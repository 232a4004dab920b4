package dev.pushmark.results.compare;

import dev.pushmark.results.compare.Ranking.Place;
import dev.pushmark.results.model.Metric;
import java.util.ArrayList;
import java.util.List;

/** Who delivered how fast, in words. */
final class SpeedWords {
  private final Ranking ranking;

  SpeedWords(Ranking ranking) {
    this.ranking = ranking;
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
    if (ranking.apart().isEmpty()) {
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
    List<Place> apart = ranking.apart();
    if (!apart.isEmpty()) {
      sentences.add(longer(first.get(0), apart));
    }
    if (first.size() > 1) {
      sentences.add(notToldApart(first.get(0), first.subList(1, first.size())));
    }
    for (int i = 1; i < apart.size(); i++) {
      if (!apart.get(i).isToldApartFrom(apart.get(i - 1))) {
        sentences.add(notToldApart(apart.get(i - 1), apart.subList(i, i + 1)));
      }
    }
    return sentences;
  }

  private String longer(Place fastest, List<Place> apart) {
    List<String> parts = new ArrayList<>();
    for (Place place : apart) {
      String ratio =
          place
              .ratioTo(fastest)
              .map(Estimate::asRatio)
              .orElseGet(() -> Units.significant(place.value() / fastest.value(), 2));
      parts.add(
          ratio
              + (parts.isEmpty() ? " times as long" : " times")
              + " over "
              + name(place)
              + " ("
              + time(place)
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

  /** How far apart they may be all the same. */
  private static String notToldApart(Place one, List<Place> others) {
    List<String> parts = new ArrayList<>();
    for (Place other : others) {
      other
          .ratioTo(one)
          .ifPresent(
              ratio ->
                  parts.add(
                      ratio.interval()
                          + (parts.isEmpty() ? " times as long" : " times")
                          + " over "
                          + name(other)));
    }
    return Words.sentence(name(one), List.of(one.figures()))
        + " and "
        + Words.names(Ranking.transports(others))
        + " are not told apart: compared round by round, it took "
        + Words.list(parts)
        + " as over "
        + name(one)
        + ".";
  }

  /** What few rounds cannot tell. */
  List<String> cautions() {
    List<String> cautions = new ArrayList<>();
    List<Place> places = ranking.places();
    if (places.stream().anyMatch(place -> place.rounds().isEmpty())) {
      cautions.add(
          "Some rounds are too short to be compared: a round's p50 needs "
              + Units.count(Percentile.P50.eventsNeeded())
              + " published events.");
    }
    if (places.size() > 1 && places.stream().allMatch(place -> place.rounds().size() == 1)) {
      cautions.add(
          "One round each is a first impression: it cannot tell a difference from chance.");
    }
    for (Place place : ranking.unplaced()) {
      cautions.add(
          Words.sentence(name(place), List.of(place.figures()))
              + " has one round only (p50 "
              + time(place)
              + "), which cannot be told from chance: it is left out of the comparison.");
    }
    return cautions;
  }

  private static String name(Place place) {
    return TransportName.inText(place.figures().transport());
  }
}
