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

/** The rules that decide whether polling is enough: figures in, verdict out. */
final class BreakEvenRules {
  /** An update a minute to each client is rare. */
  static final double RARE_PER_SECOND = 1 / 60.0;

  /** What is cheaper has a ratio below 1. */
  private static final double AS_CHEAP = 1;

  /** A spot check agrees with the model up to a quarter off, as much as decides for nothing. */
  static final double AGREES = 1.25;

  private BreakEvenRules() {}

  /**
   * A place on the map that was measured by itself.
   *
   * @param measured what polling cost there, as a multiple of push
   * @param predicted what the model says, with its interval
   */
  record Spot(ClaimFigure measured, ClaimFigure predicted) {
    /** Whether both could be told. */
    boolean isTold() {
      return measured.value() != null && predicted.value() != null;
    }

    /** Whether the measured ratio is within the model's interval, or near enough to its value. */
    boolean agrees() {
      Double is = measured.value();
      Double should = predicted.value();
      Double low = predicted.low();
      Double high = predicted.high();
      if (is == null || should == null) {
        return false;
      }
      boolean within = low != null && high != null && is >= low && is <= high;
      return within || off(is, should) <= AGREES;
    }

    private static double off(double is, double should) {
      return is > should ? is / should : should / is;
    }

    private OptionalDouble off() {
      Double is = measured.value();
      Double should = predicted.value();
      return is == null || should == null
          ? OptionalDouble.empty()
          : OptionalDouble.of(off(is, should));
    }
  }

  /**
   * Polling is enough when updates are rare.
   *
   * @param rare what polling costs as a multiple of the cheapest push where updates are rare, for
   *     each staleness that may be
   * @param spots where the model was put to the test
   * @param theory what polls did, beside what a formula says of them
   * @param others further figures to be shown
   */
  static ClaimVerdict pollingIsEnough(
      List<ClaimFigure> rare,
      List<Spot> spots,
      List<PollingRules.Check> theory,
      List<ClaimFigure> others) {
    boolean trusted = !spots.isEmpty() && spots.stream().allMatch(Spot::agrees);
    List<String> told =
        rare.stream().map(f -> f.of() + " " + value(f) + " (" + interval(f) + ")").toList();
    List<ClaimFigure> figures = new ArrayList<>(rare);
    for (Spot spot : spots) {
      figures.addAll(List.of(spot.measured, spot.predicted));
    }
    for (PollingRules.Check check : theory) {
      figures.addAll(List.of(check.measured(), check.theory()));
    }
    figures.addAll(others);
    return Claim.C6.verdict(
        trusted
            ? Side.allBelow(rare.stream().map(f -> Side.of(f, AS_CHEAP)).toList())
            : Answer.CANNOT_BE_TOLD,
        "With one update a minute for each client, polling costs, as a multiple of the cheapest"
            + " push: "
            + Words.list(told)
            + ". "
            + agreement(spots)
            + farthest(theory),
        "Enough is what is late by no more than may be, and costs less. Who polls every T learns of"
            + " an event T/2 late on average, so polling is at twice the staleness that may be."
            + " Polling is cheaper where the whole 95 % interval of its cost, divided by that of the"
            + " cheapest push, is at most 1; it is not where the whole interval is above. The claim"
            + " holds where it is cheaper for every staleness that may be, does not where for none,"
            + " and depends on it otherwise. A second of the server's CPU time weighs as much here as"
            + " a megabyte; pushmark advise takes other weights. Costs are fitted to rounds by least"
            + " squares: of a poll, of an answer that brings something, of an event, of a sign of"
            + " life. They are trusted where the ratio that was measured at each of some other places"
            + " is within the model's interval or at most "
            + AGREES
            + " times off; else nothing can be told.",
        figures,
        "What a sign of life to a held connection costs exactly: its CPU time is taken to be that of an"
            + " event, which is more, and so are its bytes in the quick form.",
        "What memory held connections take: see the experiment idle.",
        "What a poll costs that comes so rarely that its connection has been closed: here all are"
            + " kept alive.",
        "What TLS, cookies and a browser's headers add: to each request, not to each event.");
  }

  private static String agreement(List<Spot> spots) {
    List<Spot> measured = spots.stream().filter(Spot::isTold).toList();
    OptionalDouble off =
        measured.stream().map(Spot::off).flatMapToDouble(OptionalDouble::stream).max();
    return "The model agrees with "
        + spots.stream().filter(Spot::agrees).count()
        + " of "
        + spots.size()
        + " spot checks"
        + (off.isEmpty()
            ? "."
            : ", off by a factor of " + Units.significant(off.getAsDouble(), 3) + " at most.");
  }

  private static String farthest(List<PollingRules.Check> theory) {
    OptionalDouble farthest = PollingRules.farthestOff(theory);
    return farthest.isEmpty()
        ? ""
        : " What polls did is off what theory says by at most "
            + Units.share(farthest.getAsDouble(), 2)
            + ".";
  }
}
