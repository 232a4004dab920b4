package dev.pushmark.results.report;

import dev.pushmark.results.compare.LinearFit;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.CostRun.Axis;
import dev.pushmark.results.model.CostRun.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one more subscriber and one more delivery cost, for a terminal: plain text, no colours. */
public final class CostTable {
  private static final int LABEL = 22;
  private static final String GAP = "  ";

  /** How to read the figures. */
  static final String LEGEND =
      "Slopes of straight lines through rounds of at least three sizes; ± is the half-width of"
          + " the 95 % interval, ≤ the most that the rounds allow where nothing is told from 0,"
          + " – where too few rounds are valid. What the system does not tell has no line.";

  private CostTable() {}

  /**
   * The table; where the transports do not fit beside each other, further ones follow below.
   *
   * @param width columns of the terminal
   */
  public static String of(CostRun run, int width) {
    StringBuilder text = new StringBuilder();
    List<String> transports = run.plan().transports();
    int cell = cellWidth(run);
    int beside = Math.max(1, (width - LABEL) / (GAP.length() + cell));
    for (int from = 0; from < transports.size(); from += beside) {
      List<String> some = transports.subList(from, Math.min(from + beside, transports.size()));
      line(text, "", cell, some.stream().map(TransportName::asTitle).toList());
      for (Axis axis : Axis.values()) {
        text.append(title(run, axis)).append('\n');
        for (CostFigure figure : told(run, axis)) {
          List<String> cells = some.stream().map(name -> cell(figure, run, name)).toList();
          line(text, GAP + figure.label(), cell, cells);
        }
      }
      text.append('\n');
    }
    List<CostFigure> figures =
        Stream.of(Axis.values()).flatMap(axis -> told(run, axis).stream()).toList();
    text.append(notes(figures, width));
    return text.toString();
  }

  /** What the figures of an axis are of, with its sizes and how many rounds are valid. */
  static String title(CostRun run, Axis axis) {
    List<Step> steps = run.steps().stream().filter(step -> step.axis() == axis).toList();
    long valid = steps.stream().filter(Step::valid).count();
    String what =
        axis == Axis.SUBSCRIBERS
            ? "per subscriber of a silent room (" + sizes(run, axis) + " subscribers"
            : "per delivery (" + sizes(run, axis) + " per second";
    return PlainText.of(what + "; " + valid + " of " + steps.size() + " rounds valid)");
  }

  /** The sizes along an axis, as written. */
  static String sizes(CostRun run, Axis axis) {
    return run.steps().stream()
        .filter(step -> step.axis() == axis)
        .map(step -> Math.round(step.size()))
        .distinct()
        .sorted()
        .map(Units::count)
        .collect(Collectors.joining(", "));
  }

  /** The slope with its error; where it is not told from nothing, what it is at most. */
  static String cell(CostFigure figure, CostRun run, String transport) {
    Optional<LinearFit> fit = figure.fit(run, transport);
    if (fit.isEmpty()) {
      return Cell.NONE;
    }
    LinearFit line = fit.get();
    if (line.slope() == 0 && line.error() == 0) {
      return "0";
    }
    return line.isTold()
        ? figure.write(line.slope()) + " " + line.relativeError()
        : "≤ " + figure.write(line.high());
  }

  private static int cellWidth(CostRun run) {
    int widest = 0;
    for (String transport : run.plan().transports()) {
      widest = Math.max(widest, TransportName.asTitle(transport).length());
      for (CostFigure figure : CostFigure.values()) {
        widest = Math.max(widest, cell(figure, run, transport).length());
      }
    }
    return widest;
  }

  private static void line(StringBuilder text, String label, int cell, List<String> cells) {
    text.append(label).append(" ".repeat(Math.max(0, LABEL - label.length())));
    for (String each : cells) {
      text.append(GAP).append(" ".repeat(Math.max(0, cell - each.length())));
      text.append(PlainText.of(each));
    }
    text.append('\n');
  }

  /** The figures of an axis that the system tells. */
  static List<CostFigure> told(CostRun run, Axis axis) {
    return CostFigure.along(axis).stream().filter(figure -> figure.isTold(run)).toList();
  }

  private static String notes(List<CostFigure> figures, int width) {
    List<String> notes = new ArrayList<>();
    notes.add(LEGEND);
    for (CostFigure figure : figures) {
      notes.add(figure.label().strip() + ": " + figure.explanation());
    }
    return notes.stream()
        .map(note -> PlainText.wrap(note, width, GAP) + "\n")
        .collect(Collectors.joining());
  }
}
