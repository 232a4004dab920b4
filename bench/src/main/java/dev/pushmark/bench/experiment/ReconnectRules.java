package dev.pushmark.bench.experiment;

import static dev.pushmark.results.report.ClaimText.value;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Outages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules that decide what is claimed of cuts and coming back: counts in, verdicts out. */
final class ReconnectRules {
  /** So few cuts may have found nothing under way. */
  static final long ENOUGH_CUTS = 30;

  /** Bystanders are undisturbed whose p99 is at most so many times that of calm rounds. */
  static final double UNDISTURBED = 2;

  private ReconnectRules() {}

  /**
   * Rounds in which connections were struck, and subscribers come back.
   *
   * @param of the transport and what was done
   * @param rounds valid ones
   * @param struck connections that the plan's faults have struck
   * @param outages what became of their subscribers
   * @param counts what became of events
   */
  record Cuts(String of, int rounds, long struck, Outages outages, Counts counts) {
    private boolean isTold() {
      return rounds > 0 && outages.cuts() > 0;
    }

    private boolean isToldForCounts() {
      return isTold() && outages.cuts() >= ENOUGH_CUTS;
    }

    private boolean allCameBack() {
      return outages.recovered() == outages.cuts() && outages.givenUp() == 0;
    }

    /** Ends that subscribers noticed, of subscriptions and of attempts to come back. */
    private long noticed() {
      return outages.cuts() + outages.failedAttempts();
    }

    /** Events lost in silence, doubled or reordered. */
    private long untoward() {
      return counts.lost() + counts.duplicated() + counts.reordered();
    }

    /** What the plan did, what subscribers saw of it, and what the server. */
    private String accounted() {
      Long served = outages.resubscribed();
      return of
          + " "
          + Units.count(struck)
          + ", "
          + Units.count(noticed())
          + ", "
          + (served == null ? "not counted" : Units.count(served));
    }

    private String lost() {
      return of
          + " lost "
          + Units.count(counts.lost())
          + " of "
          + Units.count(counts.expected())
          + " deliveries in "
          + Units.count(outages.cuts())
          + " cuts ("
          + Units.count(outages.missed())
          + " by the numbers that the server gives its events"
          + (outages.unaccounted() == 0
              ? ""
              : ", which do not tell it of " + Units.count(outages.unaccounted()))
          + ")";
    }

    private String untowardInWords() {
      return of
          + " lost "
          + Units.count(counts.lost())
          + ", doubled "
          + Units.count(counts.duplicated())
          + " and reordered "
          + Units.count(counts.reordered())
          + " in "
          + Units.count(outages.cuts())
          + " cuts";
    }
  }

  /**
   * Messages get lost, doubled or reordered around a reconnect.
   *
   * @param anew of each transport, where subscribers begin anew
   * @param resuming where they go on behind the last event that they got
   */
  static ClaimVerdict lostDoubledReordered(
      List<Cuts> anew, List<Cuts> resuming, List<ClaimFigure> figures) {
    List<Cuts> all = Stream.concat(anew.stream(), resuming.stream()).toList();
    Answer answer;
    if (anew.isEmpty() || resuming.isEmpty() || !all.stream().allMatch(Cuts::isToldForCounts)) {
      answer = Answer.CANNOT_BE_TOLD;
    } else if (all.stream().allMatch(cuts -> cuts.untoward() > 0)) {
      answer = Answer.HOLDS;
    } else {
      answer =
          all.stream().allMatch(cuts -> cuts.untoward() == 0)
              ? Answer.DOES_NOT_HOLD
              : Answer.DEPENDS;
    }
    return Claim.C11.verdict(
        answer,
        "Who begins anew: "
            + Words.list(anew.stream().map(Cuts::lost).toList())
            + ". Who goes on behind the last event that it got: "
            + Words.list(resuming.stream().map(Cuts::untowardInWords).toList())
            + ". Of these, connections that the plan struck, ends that subscribers noticed, subscriptions"
            + " that the server then counted: "
            + String.join("; ", resuming.stream().map(Cuts::accounted).toList())
            + ".",
        "Every delivery is accounted for by its number: lost is what never came and of which the"
            + " subscriber was told nothing, doubled what came again, reordered what came behind a"
            + " later one of the same publisher. The claim holds where there is any of it by every"
            + " transport, whether or not subscribers resume; it does not hold where there is none at"
            + " all, and depends otherwise. Each takes "
            + ENOUGH_CUTS
            + " cuts, else it cannot be told. Counts are exact, so they have no interval. An end that a"
            + " subscriber noticed may be that of an attempt to come back, which the server may have"
            + " counted already.",
        figures,
        "What becomes of what clients publish across a cut: here only subscribers are cut off.",
        "How long a server can keep what is missed: outages were shorter than its log is long.");
  }

  /**
   * Rounds whose subscribers do not come back.
   *
   * @param stayedAway subscribers that were gone at the end
   * @param missed deliveries that nobody got
   * @param due those there would have been without faults
   */
  record Away(String of, int rounds, long struck, long stayedAway, long missed, long due) {
    private boolean isTold() {
      return rounds > 0 && struck > 0;
    }

    private boolean needsIt() {
      return stayedAway > 0 && missed > 0;
    }

    private String told() {
      return of
          + ": of "
          + Units.count(struck)
          + " subscribers that were cut off, "
          + Units.count(stayedAway)
          + " got nothing more; "
          + Units.count(missed)
          + " of "
          + Units.count(due)
          + " deliveries did not come about";
    }
  }

  /**
   * Many subscribers cut off at once.
   *
   * @param half within which half of them were there again
   * @param last within which all of them were
   * @param bystanders the p99 of those who were not struck
   * @param timesCalm the same as a multiple of rounds in which nothing happens
   */
  record Storm(
      Cuts cuts,
      ClaimFigure half,
      ClaimFigure last,
      ClaimFigure bystanders,
      ClaimFigure timesCalm) {
    private String told() {
      return cuts.of
          + ": "
          + Units.count(cuts.outages.recovered())
          + " of "
          + Units.count(cuts.outages.cuts())
          + " were there again by "
          + Units.count(cuts.outages.attempts())
          + " attempts, half of them within "
          + value(half)
          + ", the last after "
          + value(last)
          + "; the p99 of bystanders was "
          + value(bystanders)
          + ", "
          + value(timesCalm)
          + " that of calm rounds, "
          + side();
    }

    private String side() {
      return switch (Side.of(timesCalm, UNDISTURBED)) {
        case BELOW -> "so they were not disturbed";
        case ABOVE -> "so they were disturbed";
        case UNTOLD -> "which so few rounds do not tell from undisturbed";
      };
    }
  }

  /**
   * Reconnecting must be built in.
   *
   * @param away of each transport, without it
   * @param back with it
   * @param storms with it, all at once
   * @param silent a connection that nobody ends; null where that was not tried
   */
  static ClaimVerdict mustBeBuiltIn(
      List<Away> away,
      List<Cuts> back,
      List<Storm> storms,
      @Nullable Away silent,
      List<ClaimFigure> figures) {
    List<Cuts> all = Stream.concat(back.stream(), storms.stream().map(Storm::cuts)).toList();
    Answer answer;
    if (away.isEmpty()
        || all.isEmpty()
        || !away.stream().allMatch(Away::isTold)
        || !all.stream().allMatch(Cuts::isTold)) {
      answer = Answer.CANNOT_BE_TOLD;
    } else if (away.stream().noneMatch(Away::needsIt)) {
      answer = Answer.DOES_NOT_HOLD;
    } else {
      answer =
          away.stream().allMatch(Away::needsIt) && all.stream().allMatch(Cuts::allCameBack)
              ? Answer.HOLDS
              : Answer.DEPENDS;
    }
    List<String> told = new ArrayList<>();
    told.add("Without it: " + Words.list(away.stream().map(Away::told).toList()));
    told.add(
        "With it: "
            + Words.list(
                back.stream()
                    .map(
                        cuts ->
                            cuts.of
                                + " "
                                + Units.count(cuts.outages.recovered())
                                + " of "
                                + Units.count(cuts.outages.cuts())
                                + " times back (deliveries lost in silence "
                                + Units.count(cuts.counts.lost())
                                + ", missed and told so "
                                + Units.count(cuts.counts.skipped())
                                + ")")
                    .toList()));
    if (silent != null) {
      told.add(
          silent.of
              + ": of "
              + Units.count(silent.struck)
              + " subscribers, "
              + Units.count(silent.stayedAway)
              + " noticed nothing, and "
              + Units.count(silent.missed)
              + " of "
              + Units.count(silent.due)
              + " deliveries did not come about, although coming back is built in");
    }
    storms.forEach(storm -> told.add("All at once, " + storm.told()));
    return Claim.C10.verdict(
        answer,
        String.join(". ", told) + ".",
        "The claim holds where subscribers that are cut off and do not come back get nothing more and"
            + " lose what is published, by every transport, and all that do come back are there again"
            + " before the round ends. It does not hold where nobody loses anything without it, and"
            + " depends otherwise. Bystanders, whom no fault strikes, are undisturbed where the whole"
            + " 95 % interval of their p99 is at most "
            + Units.significant(UNDISTURBED, 1)
            + " times that of rounds in which nothing happens.",
        figures,
        "Whose work it is: browsers come back by themselves for Server-Sent Events, not for WebSocket.",
        "What is the server's part in a storm: all clients and the proxy that cuts them off share this"
            + " machine with it, and what they wait for each other is in the figures.");
  }
}
