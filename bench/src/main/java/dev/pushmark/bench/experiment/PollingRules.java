package dev.pushmark.bench.experiment;

import static dev.pushmark.results.report.ClaimText.interval;
import static dev.pushmark.results.report.ClaimText.value;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The rules that decide what is claimed of polling: figures in, verdicts out. */
final class PollingRules {
  /**
   * The delay below which people take an answer for immediate (Miller 1968,
   * doi:10.1145/1476589.1476628; Nielsen 1993, "Usability Engineering", 5.5).
   */
  static final double NOTICEABLE_NS = 100e6;

  /** Polling is as good where it takes at most a quarter longer, too. */
  static final double AS_GOOD = 1.25;

  /** Polling wastes where it takes more than twice the bytes of push. */
  static final double WASTE = 2;

  private PollingRules() {}

  /** A figure, and what a formula says that it is. */
  record Check(ClaimFigure measured, ClaimFigure theory) {
    /** How far off it is, as a share of what it should be; empty where it cannot be told. */
    private OptionalDouble off() {
      Double is = measured.value();
      Double should = theory.value();
      return is == null || should == null
          ? OptionalDouble.empty()
          : OptionalDouble.of(Math.abs(is / should - 1));
    }
  }

  /**
   * One way of polling beside push.
   *
   * @param latency its median delivery latency
   * @param ratio how many times as large that is as the one of push
   * @param checks of this and other figures against theory
   */
  record Poll(ClaimFigure latency, ClaimFigure ratio, List<Check> checks) {
    /** Below, if it is as good as push for people or for machines; above, if for neither. */
    Side side() {
      Side people = Side.of(latency, NOTICEABLE_NS);
      Side machines = Side.of(ratio, AS_GOOD);
      if (people == Side.BELOW || machines == Side.BELOW) {
        return Side.BELOW;
      }
      return people == Side.ABOVE && machines == Side.ABOVE ? Side.ABOVE : Side.UNTOLD;
    }
  }

  /**
   * Polling as good as push.
   *
   * @param push the median delivery latency of push
   */
  static ClaimVerdict asGoodAsPush(ClaimFigure push, List<Poll> polls) {
    List<ClaimFigure> figures = new ArrayList<>(List.of(push));
    for (Poll poll : polls) {
      figures.add(poll.latency);
      figures.add(poll.ratio);
      for (Check check : poll.checks) {
        if (!check.measured.equals(poll.latency)) {
          figures.add(check.measured);
        }
        figures.add(check.theory);
      }
    }
    return Claim.C1.verdict(
        Side.allBelow(polls.stream().map(Poll::side).toList()),
        "As good as push: "
            + named(polls, Side.BELOW)
            + ". Not as good: "
            + named(polls, Side.ABOVE)
            + ". Cannot be told: "
            + named(polls, Side.UNTOLD)
            + ". Push itself, "
            + push.of()
            + ", has a median of "
            + value(push)
            + "."
            + againstTheory(polls),
        "Polling at an interval counts as good as push where the whole 95 % interval of its median"
            + " delivery latency is at most "
            + Units.time(NOTICEABLE_NS, 1)
            + ", which people take for immediate (Miller 1968, Nielsen 1993), or where that of its"
            + " ratio to push is at most "
            + AS_GOOD
            + "; as not as good where both are above; else it cannot be told. The claim holds where"
            + " all intervals are as good, does not where none is, and depends otherwise. Theory:"
            + " the latency of a poll is uniform over the interval, so its median is half of it; the"
            + " mean time out of date with Poisson events is T/2 − 1/λ + (1 − e^−λT)/λ²T.",
        figures,
        "What polling costs: see the experiment traffic.",
        "How it is across a network: here there is none, and each poll would take a round trip"
            + " more.",
        "That half of all events come later than the median: over an interval of a second one in"
            + " ten comes later than 0.9 s.");
  }

  private static String againstTheory(List<Poll> polls) {
    OptionalDouble farthest =
        farthestOff(polls.stream().flatMap(poll -> poll.checks.stream()).toList());
    return farthest.isEmpty()
        ? ""
        : " What was measured of polling is off what theory says by at most "
            + Units.share(farthest.getAsDouble(), 2)
            + ".";
  }

  /** How far off theory the farthest of them is, as a share; empty where none can be told. */
  static OptionalDouble farthestOff(List<Check> checks) {
    return checks.stream().map(Check::off).flatMapToDouble(OptionalDouble::stream).max();
  }

  private static String named(List<Poll> polls, Side side) {
    List<String> names =
        polls.stream()
            .filter(poll -> poll.side() == side)
            .map(poll -> poll.latency.of() + " (median " + value(poll.latency) + ")")
            .toList();
    return names.isEmpty() ? "none" : Words.list(names);
  }

  /**
   * Polling wastes traffic.
   *
   * @param ratios bytes per delivered event of each way of polling as a multiple of those of push
   * @param others further figures to be shown
   */
  static ClaimVerdict wastes(List<ClaimFigure> ratios, List<ClaimFigure> others) {
    List<ClaimFigure> figures = new ArrayList<>(ratios);
    figures.addAll(others);
    Answer answer = Side.allAbove(ratios.stream().map(ratio -> Side.of(ratio, WASTE)).toList());
    List<String> told =
        ratios.stream().map(r -> r.of() + " " + value(r) + " (" + interval(r) + ")").toList();
    return Claim.C5.verdict(
        answer,
        "Bytes of a delivered event, both ways, as a multiple of what push takes: "
            + Words.list(told)
            + ".",
        "Polling wastes where the whole 95 % interval of its bytes per delivered event, requests"
            + " and answers and empty polls included, is more than "
            + Units.significant(WASTE, 1)
            + " times that of WebSocket with the same events; it does not where the whole interval"
            + " is at most that. All ways of polling keep their connection alive, and are answered"
            + " 304 by ETag or 204 when there is nothing new; over HTTP/2 their headers are"
            + " compressed (HPACK). The claim holds where all waste, does not where none does, and"
            + " depends otherwise.",
        figures,
        "Bytes are those handed to TCP; its own headers, acknowledgements and TLS come on top, for"
            + " each request more than for each frame.",
        "What a browser adds: its headers and cookies make a request several times as large.",
        "Whether the bytes matter: see the numbers themselves.");
  }
}
