package dev.pushmark.results.report;

import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.CostRun.Axis;
import dev.pushmark.results.model.CostRun.Step;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Run;
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
    return new CostPage(
        Facts.startedAt(run.startedAt()),
        run.state() == Run.State.INCOMPLETE,
        CostText.headline(run),
        CostText.sentences(run),
        CostText.cautions(run),
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
