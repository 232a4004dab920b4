package dev.pushmark.results.compare;

import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Witness;
import dev.pushmark.results.model.WitnessReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What witnesses say, in words. */
public final class WitnessWords {
  private static final Comparator<WitnessReading> BY_LATER =
      Comparator.comparingLong(WitnessReading::laterNs);

  private WitnessWords() {}

  /** Why a round is invalid by what its witnesses saw; empty if it is not. */
  public static List<String> disagreements(@Nullable Witness witness) {
    List<String> reasons = new ArrayList<>();
    if (witness != null) {
      disagreement("p50", witness.p50(), witness).ifPresent(reasons::add);
      disagreement("p90", witness.p90(), witness).ifPresent(reasons::add);
      disagreement("p99", witness.p99(), witness).ifPresent(reasons::add);
    }
    // The lowest says the most: it rests on the most events.
    return reasons.subList(0, Math.min(1, reasons.size()));
  }

  private static Optional<String> disagreement(
      String percentile, @Nullable WitnessReading reading, Witness witness) {
    return reading == null || !reading.disagrees()
        ? Optional.empty()
        : Optional.of(
            "the generator, not the server, was measured: %s, at least %s later (limit %s)"
                .formatted(
                    bothSaw(percentile, reading, witness),
                    Units.time(reading.lowNs()),
                    Units.time(reading.allowedNs())));
  }

  private static String bothSaw(String percentile, WitnessReading reading, Witness witness) {
    return "%s was %s at the injector's subscribers, %s at the witnesses beside them (bias %s)"
        .formatted(
            percentile,
            Units.time(reading.injectorNs()),
            Units.time(reading.witnessNs()),
            Units.time(witness.biasNs()));
  }

  /** What the witnesses of one round saw. */
  public static String of(Witness witness) {
    if (witness.trouble() != null) {
      return "the witness saw nothing: " + witness.trouble();
    }
    WitnessReading reading = witness.p50();
    if (reading == null) {
      return "the witnesses saw too few events (" + witness.events() + ") to tell";
    }
    return "witnesses %s: %s, later by %s (%s to %s)"
        .formatted(
            disagreements(witness).isEmpty() ? "do not disagree" : "disagree",
            bothSaw("p50", reading, witness),
            Units.time(reading.laterNs()),
            Units.time(reading.lowNs()),
            Units.time(reading.highNs()));
  }

  /**
   * The medians of a transport's valid rounds, by how much later the injector's subscribers were.
   */
  public static List<WitnessReading> medians(TransportFigures figures) {
    return witnesses(List.of(figures))
        .map(Witness::p50)
        .flatMap(Stream::ofNullable)
        .sorted(BY_LATER)
        .toList();
  }

  /** The range of how much later the injector's subscribers were; of one reading or more. */
  private static String later(List<WitnessReading> sorted) {
    String least = Units.time(sorted.get(0).laterNs());
    String most = Units.time(sorted.get(sorted.size() - 1).laterNs());
    return least.equals(most) ? least : least + " to " + most;
  }

  private static Stream<Witness> witnesses(List<TransportFigures> transports) {
    return transports.stream()
        .flatMap(figures -> figures.validRounds().stream())
        .map(RoundFigures::round)
        .map(Round::witness)
        .flatMap(Stream::ofNullable);
  }

  /** What the witnesses of all valid rounds of a run come to; nothing where there were none. */
  static Optional<String> sentence(List<TransportFigures> transports) {
    if (witnesses(transports).findAny().isEmpty()) {
      return Optional.empty();
    }
    List<WitnessReading> medians =
        transports.stream().flatMap(t -> medians(t).stream()).sorted(BY_LATER).toList();
    if (medians.isEmpty()) {
      return Optional.of("The witnesses saw too little to tell whether the injector is right.");
    }
    return Optional.of(
        "Witnesses in a process of their own do not disagree in "
            + Words.count(medians.size(), "round")
            + ": the injector's subscribers saw events later than they by "
            + later(medians)
            + " at the median, the bias taken off (limit "
            + Units.time(medians.get(0).allowedNs())
            + ").");
  }
}
