package dev.pushmark.results.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Transports in the order of one figure, smallest first. Each is compared with the first round by
 * round, within the blocks that measured both next to each other, so that what a block shares does
 * not count. They are told apart where the difference is significant at 5 % over all comparisons
 * with the first together (Holm 1979, "A simple sequentially rejective multiple test procedure").
 */
public final class Ranking {
  private static final double LEVEL = 1 - Estimate.CONFIDENCE;

  /**
   * One transport in the ranking.
   *
   * @param value its figure over all valid rounds
   * @param rounds the figure of each valid round, by block; empty if one is missing
   */
  public record Place(TransportFigures figures, double value, Map<Integer, Double> rounds) {
    Optional<Estimate> estimate() {
      return Estimate.of(rounds.values());
    }

    /** How many times as large its figure is as another's, in rounds of the same blocks. */
    public Optional<Estimate> ratioTo(Place other) {
      return Estimate.of(ratiosTo(other));
    }

    /** The same of each block that has both. */
    public List<Double> ratiosTo(Place other) {
      List<Double> ratios = new ArrayList<>();
      rounds.forEach(
          (block, figure) -> {
            Double others = other.rounds.get(block);
            if (others != null) {
              ratios.add(figure / others);
            }
          });
      return ratios;
    }

    boolean isToldApartFrom(Place other) {
      return ratioTo(other).map(ratio -> ratio.chance() < LEVEL).orElse(false);
    }

    private boolean canBeCompared() {
      return rounds.size() > 1;
    }

    String time() {
      return Units.time(value, estimate().map(Estimate::digits).orElse(2));
    }

    private double order() {
      return estimate().map(Estimate::value).orElse(value);
    }
  }

  private final List<Place> places = new ArrayList<>();
  private final List<Place> unplaced = new ArrayList<>();
  private final Set<Place> apart = new HashSet<>();

  /**
   * Ranks those that have the figure.
   *
   * @param figure over all valid rounds of a transport
   * @param ofRound of one round
   */
  Ranking(
      List<TransportFigures> transports,
      Function<TransportFigures, Optional<Double>> figure,
      Function<RoundFigures, Optional<Double>> ofRound) {
    for (TransportFigures transport : transports) {
      figure
          .apply(transport)
          .ifPresent(value -> places.add(new Place(transport, value, transport.byBlock(ofRound))));
    }
    if (places.stream().anyMatch(Place::canBeCompared)) {
      places.stream().filter(place -> !place.canBeCompared()).forEach(unplaced::add);
      places.removeAll(unplaced);
    }
    places.sort(Comparator.comparingDouble(Place::order));
    findApart();
  }

  private void findApart() {
    if (places.stream().noneMatch(Place::canBeCompared)) {
      apart.addAll(others()); // single rounds are taken at their word, and the reader is warned
      return;
    }
    List<Place> compared = new ArrayList<>(others());
    compared.sort(Comparator.comparingDouble(place -> chance(place).orElse(1.0)));
    for (int i = 0; i < compared.size(); i++) {
      if (chance(compared.get(i)).orElse(1.0) >= LEVEL / (compared.size() - i)) {
        return;
      }
      apart.add(compared.get(i));
    }
  }

  private List<Place> others() {
    return places.isEmpty() ? List.of() : places.subList(1, places.size());
  }

  private Optional<Double> chance(Place place) {
    return place.ratioTo(places.get(0)).map(Estimate::chance);
  }

  /** Everybody who can be placed, smallest figure first. */
  public List<Place> places() {
    return places;
  }

  /** Those with one round where others have more: nothing is claimed of them. */
  List<Place> unplaced() {
    return unplaced;
  }

  /** Whether a place is told apart from the first. */
  public boolean isApart(Place place) {
    return apart.contains(place);
  }

  /** The first and all that are not told apart from it. */
  List<Place> first() {
    return places.stream().filter(place -> !isApart(place)).toList();
  }

  /** All that are told apart from the first. */
  List<Place> apart() {
    return places.stream().filter(this::isApart).toList();
  }

  /** How many rounds lie behind the places, in words: "6 rounds", "5 to 6 rounds". */
  static String rounds(List<Place> places) {
    IntSummaryStatistics rounds =
        places.stream().mapToInt(p -> p.figures().validRounds().size()).summaryStatistics();
    String most = Words.count(rounds.getMax(), "round");
    return rounds.getMin() == rounds.getMax() ? most : rounds.getMin() + " to " + most;
  }

  static List<TransportFigures> transports(List<Place> places) {
    return places.stream().map(Place::figures).toList();
  }
}
