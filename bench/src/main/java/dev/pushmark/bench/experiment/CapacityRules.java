package dev.pushmark.bench.experiment;

import static dev.pushmark.results.report.ClaimText.value;

import dev.pushmark.bench.experiment.RateSearch.Bracket;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Kind;
import dev.pushmark.results.model.ClaimFigure.Unit;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules that decide what is claimed of how much transports carry: limits in, verdicts out. */
final class CapacityRules {
  /** Thousands of users, each of whom something is sent to once a second. */
  static final double THOUSANDS_PER_SECOND = CrowdRules.THOUSANDS;

  private static final String SEARCH =
      " A rate is within the budget where the whole 95 % interval (Wilson) of the share of late"
          + " deliveries is at most 1 %, in every valid round; beyond where it is above that in every"
          + " one. The interval of a limit is the bracket of the search, from the highest rate within"
          + " to the lowest beyond; the limit lies between. Where the instrument gave up first, there"
          + " is no limit of the server but only a rate that it carried at least.";

  private CapacityRules() {}

  /**
   * What a transport carries.
   *
   * @param bracket where its budget is left, in deliveries per second
   * @param rounds valid rounds behind it
   * @param published events behind it
   */
  record Limit(String transport, Budget budget, Bracket bracket, int rounds, long published) {
    /** The limit as a figure: a bracket, or what is known of one. */
    ClaimFigure figure() {
      Double within = bracket.within();
      Double beyond = bracket.beyond();
      boolean both = within != null && beyond != null;
      return new ClaimFigure(
          TransportName.asTitle(transport),
          transport,
          "deliveries per second within "
              + Units.time(budget.latency().toNanos())
              + ", "
              + (both ? "limit" : within != null ? "at least" : "less than"),
          Unit.NUMBER,
          Kind.SEARCHED,
          within != null && beyond != null ? Double.valueOf(Math.sqrt(within * beyond)) : either(),
          both ? within : null,
          both ? beyond : null,
          rounds,
          published);
    }

    private @Nullable Double either() {
      return bracket.within() != null ? bracket.within() : bracket.beyond();
    }

    private String told() {
      ClaimFigure figure = figure();
      Double within = bracket.within();
      Double beyond = bracket.beyond();
      if (within != null && beyond != null) {
        return figure.of() + " " + value(figure) + " (" + rates(within, beyond) + ")";
      }
      if (within != null) {
        return figure.of()
            + " at least "
            + value(figure)
            + (bracket.instrumentFirst() ? ", where the instrument gave up, not the server" : "");
      }
      return beyond != null
          ? figure.of() + " less than " + value(figure)
          : figure.of() + " cannot be told";
    }

    private static String rates(double from, double to) {
      return Units.significant(from, Units.DIGITS) + " to " + Units.significant(to, Units.DIGITS);
    }

    /** On which side of a rate the limit lies. */
    Side side(double rate) {
      Double within = bracket.within();
      Double beyond = bracket.beyond();
      if (within != null && within >= rate) {
        return Side.ABOVE;
      }
      return beyond != null && beyond <= rate ? Side.BELOW : Side.UNTOLD;
    }
  }

  private static String told(List<Limit> limits) {
    return Words.list(limits.stream().map(Limit::told).toList());
  }

  /**
   * Push always makes an app faster.
   *
   * @param push limits of the transports that push
   * @param polling of one that polls, with a budget of its own
   * @param others further figures to be shown
   */
  static ClaimVerdict alwaysFaster(
      List<Limit> push, List<Limit> polling, List<ClaimFigure> others) {
    boolean kept = push.stream().anyMatch(limit -> limit.bracket.within() != null);
    boolean left = push.stream().anyMatch(limit -> limit.bracket.beyond() != null);
    Answer answer =
        kept
            ? left ? Answer.DEPENDS : Answer.CANNOT_BE_TOLD
            : left ? Answer.DOES_NOT_HOLD : Answer.CANNOT_BE_TOLD;
    return Claim.C3.verdict(
        answer,
        (answer == Answer.DEPENDS
                ? "It depends on the rate. "
                : kept && !left ? "No limit of push was found. " : "")
            + "Deliveries per second until one in a hundred is later than the budget: "
            + told(push)
            + (polling.isEmpty()
                ? "."
                : "; for comparison, with an interval more of time: " + told(polling) + "."),
        "Push makes an app faster where 99 of 100 deliveries arrive within the budget, which polling"
            + " does not keep at any rate unless its interval is smaller; it no longer does where they"
            + " do not. The claim depends on the rate where a way of push kept the budget at one rate"
            + " and left it at another, does not hold where none kept it at any, and cannot be told"
            + " where none was seen to leave it. Polling is given its interval on top of the budget,"
            + " since that is how long its subscribers choose to wait."
            + SEARCH,
        both(push, polling, others),
        "What is carried with another fan-out: an event that goes to fewer costs more for each of"
            + " them.",
        "What is carried on more cores, or over a network.",
        "What becomes of polling with a smaller interval: it costs a request for each.");
  }

  /** WebSocket carries more than its rivals. */
  static ClaimVerdict webSocketCarriesMore(
      Limit websocket, List<Limit> rivals, List<ClaimFigure> others) {
    List<Side> sides = rivals.stream().map(rival -> apart(websocket, rival)).toList();
    List<Limit> all = new ArrayList<>(List.of(websocket));
    all.addAll(rivals);
    return Claim.C7.verdict(
        Side.allAbove(sides),
        "Deliveries per second until one in a hundred is later than the budget: " + told(all) + ".",
        "WebSocket beats a rival where the highest rate at which it was within the budget is more"
            + " than "
            + PushRules.APART
            + " times the lowest rate at which the rival was beyond; it does not where the lowest rate"
            + " at which WebSocket was beyond is at most "
            + PushRules.APART
            + " times the highest at which the rival was within; else it cannot be told. The claim"
            + " holds where it beats both, does not hold where neither, and depends otherwise."
            + SEARCH,
        both(all, List.of(), others),
        "Which of them is faster or cheaper below its limit: see the experiment staleness.",
        "What it is like to send upwards: only WebSocket can, the others need a request.");
  }

  private static Side apart(Limit websocket, Limit rival) {
    Double beyond = rival.bracket.beyond();
    if (beyond != null && websocket.side(beyond * PushRules.APART) == Side.ABOVE) {
      return Side.ABOVE;
    }
    Double within = rival.bracket.within();
    return within != null && websocket.side(within * PushRules.APART) == Side.BELOW
        ? Side.BELOW
        : Side.UNTOLD;
  }

  /**
   * One server cannot hold thousands.
   *
   * @param subscribers that were there in every round
   */
  static ClaimVerdict cannotServeThousands(
      int subscribers, List<Limit> push, List<ClaimFigure> others) {
    return Claim.C16.verdict(
        Side.allBelow(push.stream().map(limit -> limit.side(THOUSANDS_PER_SECOND)).toList()),
        "To "
            + Units.count(subscribers)
            + " subscribers of one process, deliveries per second until one in a hundred is later than"
            + " the budget: "
            + told(push)
            + ".",
        "The claim does not hold where one process, with at least "
            + Units.count(Math.round(CrowdRules.THOUSANDS))
            + " subscribers all of whom stayed, was within the budget at "
            + Units.count(Math.round(THOUSANDS_PER_SECOND))
            + " deliveries per second by every way of push: one a second for each of so many. It holds"
            + " where by every one it was beyond at that rate, and depends otherwise."
            + SEARCH,
        both(push, List.of(), others),
        "How many silent subscribers it can hold: see the experiment idle.",
        "What is carried on more cores, or over a network.");
  }

  private static List<ClaimFigure> both(
      List<Limit> limits, List<Limit> further, List<ClaimFigure> others) {
    List<ClaimFigure> all = new ArrayList<>();
    limits.forEach(limit -> all.add(limit.figure()));
    further.forEach(limit -> all.add(limit.figure()));
    all.addAll(others);
    return all;
  }
}
