package dev.pushmark.results.compare;

import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;

/** What is missing from a run, in words: rounds cut short, invalid, repeated; too few events. */
final class ValidityWords {
  private final Run run;
  private final List<TransportFigures> transports;
  private final List<Round> rounds;

  ValidityWords(Run run, List<TransportFigures> transports) {
    this.run = run;
    this.transports = transports;
    this.rounds =
        transports.stream()
            .flatMap(figures -> figures.rounds().stream())
            .map(RoundFigures::round)
            .sorted(
                Comparator.comparingInt(Round::block)
                    .thenComparingInt(Round::attempt)
                    .thenComparingInt(Round::position))
            .toList();
  }

  List<String> cautions() {
    List<String> cautions = new ArrayList<>();
    if (run.state() == Run.State.INCOMPLETE) {
      cautions.add(
          "The run was cut short: "
              + Units.count(rounds.size())
              + " of "
              + Words.count((long) run.plan().rounds() * transports.size(), "round")
              + " were measured.");
    }
    invalid().ifPresent(cautions::add);
    repeated().ifPresent(cautions::add);
    hidden().ifPresent(cautions::add);
    return cautions;
  }

  private Optional<String> invalid() {
    List<String> parts = new ArrayList<>();
    for (Round round : rounds) {
      if (round.outcome() instanceof Outcome.Invalid invalid) {
        parts.add(
            TransportName.inText(round.transport())
                + " in block "
                + round.block()
                + " ("
                + String.join("; ", invalid.reasons())
                + ")");
      }
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Units.count(parts.size())
                + " of "
                + Words.count(rounds.size(), "round")
                + (parts.size() == 1 ? " is" : " are")
                + " invalid and not counted: "
                + Words.list(parts)
                + ".");
  }

  private Optional<String> repeated() {
    long repeated = rounds.stream().filter(round -> round.attempt() > 1).count();
    return repeated == 0
        ? Optional.empty()
        : Optional.of(
            Words.count(repeated, "round")
                + (repeated == 1 ? " repeats one" : " repeat ones")
                + " that other load on the machine spoilt.");
  }

  private Optional<String> hidden() {
    LongSummaryStatistics published =
        transports.stream()
            .filter(figures -> !figures.validRounds().isEmpty())
            .mapToLong(figures -> figures.counts().published())
            .summaryStatistics();
    if (published.getCount() == 0 || published.getMax() == 0) {
      return Optional.empty();
    }
    for (Percentile percentile : Percentile.values()) {
      if (!percentile.isShownFor(published.getMin())) {
        String there =
            published.getMin() == published.getMax()
                ? Units.count(published.getMin())
                : Units.count(published.getMin()) + " to " + Units.count(published.getMax());
        return Optional.of(
            percentile.text()
                + " needs "
                + Units.count(percentile.eventsNeeded())
                + " published events and is shown only where there were as many; there were "
                + there
                + " per transport.");
      }
    }
    return Optional.empty();
  }
}
