package dev.pushmark.results.report;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The one table of a run: a column per transport, a row per figure.
 *
 * @param columns the transports' names as people call them, in the order of the plan
 */
public record FigureTable(List<String> columns, List<Part> parts) {
  /** Rows under a common heading. */
  public record Part(String title, List<Row> rows) {}

  /** One figure of every transport. */
  public record Row(Figure figure, List<Cell> cells) {}

  /** The table of a summary. */
  public static FigureTable of(Summary summary) {
    List<TransportFigures> transports = summary.transports();
    List<Part> parts = new ArrayList<>();
    for (Figure.Group group : Figure.Group.values()) {
      List<Row> rows =
          Arrays.stream(Figure.values())
              .filter(figure -> figure.group() == group && figure.isShownFor(summary))
              .map(
                  figure ->
                      new Row(figure, transports.stream().map(t -> figure.of(summary, t)).toList()))
              .toList();
      parts.add(new Part(group.title(), rows));
    }
    return new FigureTable(
        transports.stream().map(t -> TransportName.asTitle(t.transport())).toList(), parts);
  }

  /** The figures that are shown, in order. */
  public List<Figure> figures() {
    return parts.stream().flatMap(part -> part.rows().stream()).map(Row::figure).toList();
  }

  /** Why figures are missing, each reason once. */
  public List<String> notes() {
    return parts.stream()
        .flatMap(part -> part.rows().stream())
        .flatMap(row -> row.cells().stream())
        .map(Cell::note)
        .filter(note -> !note.isEmpty())
        .distinct()
        .toList();
  }
}
