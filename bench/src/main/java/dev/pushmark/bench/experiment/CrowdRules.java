package dev.pushmark.bench.experiment;

import static dev.pushmark.results.report.ClaimText.interval;
import static dev.pushmark.results.report.ClaimText.value;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.List;
import java.util.stream.Stream;

/** The rules that decide what is claimed of many subscribers: figures in, verdicts out. */
final class CrowdRules {
  /** A connection costs memory where a thousand of them take more than a megabyte. */
  static final double COSTS_BYTES = 1_000;

  /** Thousands are at least two. */
  static final double THOUSANDS = 2_000;

  private static final int TEN_THOUSAND = 10_000;

  private CrowdRules() {}

  /**
   * All see the same at the same time.
   *
   * @param spreads of each transport in rooms of each size, the median time from the first to the
   *     last delivery of an event
   */
  static ClaimVerdict sameTime(List<ClaimFigure> spreads, List<ClaimFigure> others) {
    List<String> told =
        spreads.stream().map(f -> f.of() + " " + value(f) + " (" + interval(f) + ")").toList();
    return Claim.C12.verdict(
        Side.allBelow(spreads.stream().map(f -> Side.of(f, PollingRules.NOTICEABLE_NS)).toList()),
        "From the first subscriber of a room to the last, at the median over events: "
            + Words.list(told)
            + ".",
        "Subscribers of a room see an event at the same time where the whole 95 % interval of the"
            + " median time from its first to its last delivery is at most "
            + Units.time(PollingRules.NOTICEABLE_NS, 1)
            + ", which people take for immediate (Miller 1968, Nielsen 1993); they do not where the"
            + " whole interval is above. The claim holds where they do by every transport in every"
            + " size of room, does not where by none in none, and depends otherwise.",
        Claim.both(spreads, others),
        "What distance adds: subscribers here are all equally far from the server.",
        "What is seen of rarer, larger spreads: see the percentiles that enough events lie behind.");
  }

  /**
   * Held connections cost memory.
   *
   * @param slopes what a further silent subscriber adds to the server's resident memory, for each
   *     transport
   */
  static ClaimVerdict heldConnections(List<ClaimFigure> slopes, List<ClaimFigure> others) {
    List<String> told =
        slopes.stream().map(f -> f.of() + " " + value(f) + " (" + interval(f) + ")").toList();
    return Claim.C4.verdict(
        Side.allAbove(slopes.stream().map(f -> Side.of(f, COSTS_BYTES)).toList()),
        "A further silent subscriber adds to the server's resident memory: "
            + Words.list(told)
            + ".",
        "The slope of the straight line (least squares) through rounds of three sizes is what one"
            + " more subscriber costs, whatever the server takes by itself. A connection costs memory"
            + " where the whole 95 % interval of the slope is above "
            + Units.bytes(COSTS_BYTES)
            + ", a megabyte for a thousand; it does not where the whole interval is at most that."
            + " Heap is what survives a full garbage collection while all are subscribed.",
        Claim.both(slopes, others),
        "Resident memory holds what the collector has not yet had reason to free; heap does not.",
        "Kernel memory is that of both ends, since both are on this machine.",
        "What a subscriber costs to whom something is sent.");
  }

  /**
   * One server cannot hold thousands.
   *
   * @param held the most subscribers that each transport held at once in a valid round in which
   *     none was disconnected: exact counts
   * @param slopes memory for each of them
   */
  static ClaimVerdict cannotHoldThousands(List<ClaimFigure> held, List<ClaimFigure> slopes) {
    boolean all = !held.isEmpty() && held.stream().allMatch(CrowdRules::isThousands);
    List<String> told = held.stream().map(f -> f.of() + " " + value(f)).toList();
    List<String> memory =
        slopes.stream()
            .flatMap(
                f ->
                    Stream.ofNullable(f.high())
                        .map(most -> f.of() + " " + Units.bytes(most * TEN_THOUSAND)))
            .toList();
    return Claim.C16.verdict(
        all ? Answer.DOES_NOT_HOLD : Answer.CANNOT_BE_TOLD,
        "Subscribers held at once, none of them disconnected: "
            + Words.list(told)
            + "."
            + (memory.isEmpty()
                ? ""
                : " At the upper end of what one costs, "
                    + Units.count(TEN_THOUSAND)
                    + " would take "
                    + Words.list(memory)
                    + " of memory."),
        "The claim does not hold where by every transport one process held at least "
            + Units.count(Math.round(THOUSANDS))
            + " subscribers at once in a valid round that lost none of them. It cannot be told where"
            + " fewer were tried or a round is not valid: that so many were not held here does not"
            + " show that they cannot be.",
        Claim.both(held, slopes),
        "How many of them can be sent to how often: they were silent here.",
        "Where the limit lies: it was not sought.");
  }

  private static boolean isThousands(ClaimFigure figure) {
    Double value = figure.value();
    return value != null && value >= THOUSANDS;
  }
}
