package dev.pushmark.bench.experiment;

import static dev.pushmark.results.report.ClaimText.interval;
import static dev.pushmark.results.report.ClaimText.value;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.List;

/** The rules that decide what is claimed of push and its transports: figures in, verdicts out. */
final class PushRules {
  /** The error of a reading that a calibrated instrument may have: less is no delay to it. */
  static final double RESOLUTION_NS = 100_000;

  /** What is less than a tenth apart does not decide for anything. */
  static final double APART = 1.1;

  /** What takes at most a quarter longer can take the other's place. */
  static final double REPLACES = 1.25;

  private PushRules() {}

  /**
   * The floor of a transport.
   *
   * @param median of its delivery latency
   * @param tail the largest percentile for which the rounds give an interval
   */
  record Floor(ClaimFigure median, ClaimFigure tail) {}

  /** Real-time means no delay. */
  static ClaimVerdict noDelay(List<Floor> floors, List<ClaimFigure> figures) {
    List<Side> none = floors.stream().map(f -> Side.of(f.tail, RESOLUTION_NS)).toList();
    List<Side> unnoticed =
        floors.stream().map(f -> Side.of(f.tail, PollingRules.NOTICEABLE_NS)).toList();
    List<Side> medians = floors.stream().map(f -> Side.of(f.median, RESOLUTION_NS)).toList();
    Answer answer;
    String meaning;
    if (Side.allBelow(none) == Answer.HOLDS) {
      answer = Answer.HOLDS;
      meaning = "No delay can be measured. ";
    } else if (unnoticed.contains(Side.ABOVE)) {
      answer = Answer.DOES_NOT_HOLD;
      meaning = "There is a delay that people notice. ";
    } else if (medians.contains(Side.ABOVE) && Side.allBelow(unnoticed) == Answer.HOLDS) {
      answer = Answer.DEPENDS;
      meaning = "There is a delay, for machines to count with, but none that people notice. ";
    } else {
      answer = Answer.CANNOT_BE_TOLD;
      meaning = "";
    }
    List<String> told =
        floors.stream()
            .map(
                f ->
                    f.median.of()
                        + " "
                        + value(f.median)
                        + (f.tail.what().equals(f.median.what())
                            ? ""
                            : " (" + f.tail.what() + " " + value(f.tail) + ")"))
            .toList();
    return Claim.C2.verdict(
        answer,
        meaning + "Median delivery latencies: " + Words.list(told) + ".",
        "The claim holds where the whole 95 % interval of the largest percentile that the rounds"
            + " tell is at most "
            + Units.time(RESOLUTION_NS, 1)
            + " for every transport, the error allowed to the instrument itself; it does not hold"
            + " where one is above "
            + Units.time(PollingRules.NOTICEABLE_NS, 1)
            + ", from which on people notice (Miller 1968, Nielsen 1993); it depends where a median"
            + " is above the one and all are below the other. A percentile is shown with at least"
            + " 100 published events beyond it.",
        figures,
        "What distance adds: server and subscribers share a machine, so a network's own delay comes"
            + " on top.",
        "The delay of a busy server: see the experiment capacity, or compare --rate.");
  }

  /**
   * WebSocket beats its rivals.
   *
   * @param ratios of each rival's figures to those of WebSocket
   * @param others further figures to be shown
   */
  static ClaimVerdict webSocketWins(List<ClaimFigure> ratios, List<ClaimFigure> others) {
    return Claim.C7.verdict(
        Side.allAbove(sides(ratios, APART)),
        "As a multiple of WebSocket's: " + told(ratios) + ".",
        "WebSocket beats a rival in a figure where the whole 95 % interval of the rival's, divided"
            + " by WebSocket's in the same block, is above "
            + APART
            + "; it does not where the whole interval is at most that: less than a tenth decides for"
            + " nothing. The claim holds where it beats both rivals in both figures, does not hold"
            + " where in none, and depends otherwise.",
        Claim.both(ratios, others),
        "Which of them carries more before it breaks: that is another experiment.",
        "What it is like to send upwards: only WebSocket can, the others need a request.");
  }

  /**
   * Socket.IO costs nothing over raw WebSocket.
   *
   * @param ratios of Socket.IO's figures to those of WebSocket, both over a WebSocket
   */
  static ClaimVerdict comfortForFree(List<ClaimFigure> ratios, List<ClaimFigure> others) {
    List<Side> sides = sides(ratios, APART);
    Answer answer =
        sides.contains(Side.ABOVE)
            ? Answer.DOES_NOT_HOLD
            : sides.isEmpty() || sides.contains(Side.UNTOLD) ? Answer.CANNOT_BE_TOLD : Answer.HOLDS;
    return Claim.C8.verdict(
        answer,
        "As a multiple of raw WebSocket's: " + told(ratios) + ".",
        "Comfort is free where the whole 95 % interval of every figure's ratio to raw WebSocket is"
            + " at most "
            + APART
            + ". One figure whose whole interval is above that is a price, whatever the others say.",
        Claim.both(ratios, others),
        "How long the first event takes where Socket.IO polls before it upgrades: see the"
            + " experiment upgrade.",
        "What the Node.js implementation costs: the server here is Pushmark's own, in Java.");
  }

  /**
   * What a transport over HTTP/2 does in WebSocket's place.
   *
   * @param ratio of its median delivery latency to WebSocket's
   * @param reordered deliveries that came out of order
   */
  record Candidate(ClaimFigure ratio, long reordered) {
    private Side side() {
      return reordered > 0 ? Side.ABOVE : Side.of(ratio, REPLACES);
    }

    private String told() {
      return PushRules.told(List.of(ratio)) + " with " + reordered + " deliveries out of order";
    }
  }

  /** Push over HTTP/2 in place of WebSocket. */
  static ClaimVerdict replacesWebSocket(List<Candidate> candidates, List<ClaimFigure> others) {
    List<ClaimFigure> ratios = candidates.stream().map(Candidate::ratio).toList();
    return Claim.C21.verdict(
        Side.allBelow(candidates.stream().map(Candidate::side).toList()),
        "As a multiple of WebSocket's: "
            + Words.list(candidates.stream().map(Candidate::told).toList())
            + ".",
        "A transport over HTTP/2 can take WebSocket's place where the whole 95 % interval of its"
            + " median delivery latency, divided by WebSocket's in the same block, is at most "
            + REPLACES
            + " and no delivery came out of order; it cannot where the interval is above that or a"
            + " delivery was reordered. The claim holds where all can, does not hold where none can,"
            + " and depends otherwise.",
        Claim.both(ratios, others),
        "Whether browsers still offer it: they have removed server push (PUSH_PROMISE), and offer"
            + " WebSocket over HTTP/2 only to servers that announce it.",
        "What sharing one connection between several streams does under loss.");
  }

  private static List<Side> sides(List<ClaimFigure> ratios, double line) {
    return ratios.stream().map(ratio -> Side.of(ratio, line)).toList();
  }

  private static String told(List<ClaimFigure> ratios) {
    return Words.list(
        ratios.stream()
            .map(r -> r.of() + ", " + r.what() + ": " + value(r) + " (" + interval(r) + ")")
            .toList());
  }
}
