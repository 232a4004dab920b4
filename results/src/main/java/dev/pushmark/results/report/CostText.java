package dev.pushmark.results.report;

import dev.pushmark.results.compare.LinearFit;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.CostRun.Axis;
import dev.pushmark.results.model.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What transports cost, in words. */
final class CostText {
  /** More transports than this are counted, not named. */
  private static final int NAMES = 3;

  private CostText() {}

  /** What the run is about. */
  static String headline(CostRun run) {
    if (sentences(run).isEmpty()) {
      return "Nothing is told of what a subscriber or a delivery costs";
    }
    return "What one more subscriber and one more delivery cost over "
        + names(run.plan().transports());
  }

  private static String names(List<String> transports) {
    return transports.size() <= NAMES
        ? Words.list(transports.stream().map(TransportName::inText).toList())
        : transports.size() + " transports";
  }

  /** The least and the most of what matters most; nothing of what is not told from 0. */
  static List<String> sentences(CostRun run) {
    return Stream.of(
            sentence(
                run,
                CostFigure.RESIDENT_MEMORY,
                "One more subscriber takes ",
                " of the server's resident memory"),
            sentence(run, CostFigure.CPU, "One more delivery takes ", " of the server's CPU time"),
            sentence(run, CostFigure.RECEIVED, "One more delivery brings ", " to the subscriber"))
        .flatMap(Optional::stream)
        .toList();
  }

  private record Told(String transport, LinearFit fit) {}

  /** None where no slope of the figure is told from nothing. */
  private static Optional<String> sentence(
      CostRun run, CostFigure figure, String begin, String end) {
    List<Told> told =
        run.plan().transports().stream()
            .flatMap(name -> figure.fit(run, name).map(fit -> new Told(name, fit)).stream())
            .filter(each -> each.fit.isTold())
            .sorted((one, other) -> Double.compare(one.fit.slope(), other.fit.slope()))
            .toList();
    if (told.isEmpty()) {
      return Optional.empty();
    }
    Told least = told.get(0);
    Told most = told.get(told.size() - 1);
    String from = CostTable.cell(figure, run, least.transport);
    String to = CostTable.cell(figure, run, most.transport);
    return Optional.of(
        from.equals(to)
            ? begin
                + from
                + end
                + " over "
                + names(told.stream().map(Told::transport).toList())
                + "."
            : begin
                + from
                + " ("
                + TransportName.inText(least.transport)
                + ") to "
                + to
                + " ("
                + TransportName.inText(most.transport)
                + ")"
                + end
                + ".");
  }

  /** What to keep in mind. */
  static List<String> cautions(CostRun run) {
    List<String> cautions = new ArrayList<>();
    if (run.state() == Run.State.INCOMPLETE) {
      cautions.add(
          "This run did not come to its end: all that follows is of the "
              + Units.count(run.steps().size())
              + " rounds that it had measured.");
    }
    for (Axis axis : Axis.values()) {
      List<String> few =
          run.plan().transports().stream()
              .filter(name -> run.sizes(name, axis) < LinearFit.SIZES)
              .toList();
      if (!few.isEmpty()) {
        cautions.add(
            "Too few rounds are valid to tell what a "
                + (axis == Axis.SUBSCRIBERS ? "subscriber" : "delivery")
                + " costs over "
                + names(few)
                + ": a line needs "
                + LinearFit.SIZES
                + " sizes.");
      }
    }
    long invalid = run.steps().stream().filter(step -> !step.valid()).count();
    if (invalid > 0) {
      cautions.add(
          Units.count(invalid)
              + " of "
              + Units.count(run.steps().size())
              + " rounds are invalid and count for nothing: the hollow dots.");
    }
    if (run.plan().rounds() == 1 && !run.steps().isEmpty()) {
      cautions.add("One round at each size is a first look: the intervals are wide.");
    }
    return cautions;
  }
}
