package dev.pushmark.results.report;

import dev.pushmark.results.compare.LinearFit;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.CostRun.Axis;
import dev.pushmark.results.model.CostRun.Step;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that stands on the page of what transports cost, written out; the template only lays it out.
 *
 * @param sentences what the most important figures are
 * @param cautions what to keep in mind
 * @param columns the transports of the table
 * @param spoilt the rounds that count for nothing
 */
public record CostPage(
    String startedAt,
    boolean incomplete,
    String headline,
    List<String> sentences,
    List<String> cautions,
    List<CostBars> bars,
    List<CostLines> lines,
    List<Column> columns,
    List<Part> parts,
    List<Spoilt> spoilt,
    List<Fact> asked,
    List<Fact> environment,
    String command) {
  private static final int NAMES = 3;

  /** A figure that is drawn, and what it is called where it stands alone. */
  private record Drawn(CostFigure figure, String title) {}

  private static final List<Drawn> DRAWN =
      List.of(
          new Drawn(CostFigure.RESIDENT_MEMORY, "Resident memory per subscriber"),
          new Drawn(CostFigure.HEAP, "Heap per subscriber"),
          new Drawn(CostFigure.RECEIVED, "Bytes down per delivery"),
          new Drawn(CostFigure.CPU, "CPU per delivery"),
          new Drawn(CostFigure.CPU_USER, "CPU in user mode per delivery"),
          new Drawn(CostFigure.CPU_SYSTEM, "CPU in the kernel per delivery"));

  /** A transport. */
  public record Column(String look, String name) {}

  /** The figures along an axis. */
  public record Part(String title, List<Row> rows) {}

  /**
   * A figure of every transport.
   *
   * @param within whether it is a part of the one above
   */
  public record Row(
      String id, String label, boolean within, String explanation, List<String> cells) {}

  /** A round that is invalid. */
  public record Spoilt(String look, String transport, String size, int block, String reasons) {}

  static CostPage of(CostRun run) {
    List<String> transports = run.plan().transports();
    List<Drawn> drawn = DRAWN.stream().filter(each -> each.figure.isTold(run)).toList();
    List<String> sentences = sentences(run);
    return new CostPage(
        Facts.startedAt(run.startedAt()),
        run.state() == Run.State.INCOMPLETE,
        headline(run, sentences),
        sentences,
        cautions(run),
        drawn.stream().map(each -> CostBars.of(run, each.figure, each.title)).toList(),
        drawn.stream().map(each -> CostLines.of(run, each.figure, each.title)).toList(),
        transports.stream()
            .map(name -> new Column(Look.of(name, transports), TransportName.asTitle(name)))
            .toList(),
        Stream.of(Axis.values()).map(axis -> part(run, axis)).toList(),
        run.steps().stream()
            .filter(step -> !step.valid())
            .map(step -> spoilt(step, transports))
            .toList(),
        Facts.ofCost(run),
        Facts.ofEnvironment(run.environment()),
        CommandLine.of(run.command()));
  }

  private static String headline(CostRun run, List<String> sentences) {
    if (sentences.isEmpty()) {
      return "Nothing is told of what a subscriber or a delivery costs";
    }
    List<String> names = run.plan().transports().stream().map(TransportName::inText).toList();
    return "What one more subscriber and one more delivery cost over "
        + (names.size() <= NAMES ? String.join(", ", names) : names.size() + " transports");
  }

  private static List<String> sentences(CostRun run) {
    return Stream.of(
            sentence(
                run,
                CostFigure.RESIDENT_MEMORY,
                "One more subscriber takes ",
                " of the server's resident memory"),
            sentence(run, CostFigure.CPU, "One more delivery takes ", " of the server's CPU time"),
            sentence(run, CostFigure.RECEIVED, "One more delivery brings ", " to the subscriber"))
        .flatMap(List::stream)
        .toList();
  }

  private record Told(String transport, LinearFit fit) {}

  /** None where no slope of the figure is told from nothing. */
  private static List<String> sentence(CostRun run, CostFigure figure, String begin, String end) {
    List<Told> told =
        run.plan().transports().stream()
            .flatMap(name -> figure.fit(run, name).map(fit -> new Told(name, fit)).stream())
            .filter(each -> each.fit.isTold())
            .sorted((one, other) -> Double.compare(one.fit.slope(), other.fit.slope()))
            .toList();
    if (told.isEmpty()) {
      return List.of();
    }
    Told least = told.get(0);
    Told most = told.get(told.size() - 1);
    String from = CostTable.cell(figure, run, least.transport);
    return List.of(
        told.size() == 1
            ? begin + from + end + " over " + TransportName.inText(least.transport) + "."
            : begin
                + from
                + " ("
                + TransportName.inText(least.transport)
                + ") to "
                + CostTable.cell(figure, run, most.transport)
                + " ("
                + TransportName.inText(most.transport)
                + ")"
                + end
                + ".");
  }

  private static List<String> cautions(CostRun run) {
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
              .map(TransportName::inText)
              .toList();
      if (!few.isEmpty()) {
        cautions.add(
            "Too few rounds are valid to tell what a "
                + (axis == Axis.SUBSCRIBERS ? "subscriber" : "delivery")
                + " costs over "
                + String.join(", ", few)
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

  private static Part part(CostRun run, Axis axis) {
    return new Part(
        CostTable.title(run, axis),
        CostTable.told(run, axis).stream()
            .map(
                figure ->
                    new Row(
                        figure.name(),
                        figure.label().strip(),
                        figure.label().startsWith(" "),
                        figure.explanation(),
                        run.plan().transports().stream()
                            .map(name -> CostTable.cell(figure, run, name))
                            .toList()))
            .toList());
  }

  private static Spoilt spoilt(Step step, List<String> transports) {
    return new Spoilt(
        Look.of(step.round().transport(), transports),
        TransportName.asTitle(step.round().transport()),
        Units.significant(step.size(), Units.DIGITS)
            + (step.axis() == Axis.SUBSCRIBERS ? " subscribers" : " deliveries/s"),
        step.round().block(),
        step.round().outcome() instanceof Outcome.Invalid invalid
            ? String.join("; ", invalid.reasons())
            : "nothing was measured");
  }

  /** How to read the table. */
  public String legend() {
    return CostTable.LEGEND;
  }

  /** The raw data beside the page. */
  public List<Fact> files() {
    return List.of(
        new Fact("cost.json", "the plan, resolved, and every round"),
        new Fact("SHA256SUMS", "checksums: sha256sum -c SHA256SUMS"));
  }
}
