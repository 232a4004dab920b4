package dev.pushmark.results.report;

import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ExperimentRun;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures of one unit in a table: a row for each thing that they are of, a column for each that was
 * measured. A square names the transport that its figure is of, so that nobody has to see its
 * colour.
 *
 * @param id of the picture on its page
 */
public record ClaimGrid(
    String id, String title, String caption, List<String> columns, List<Row> rows) {
  /** A square for each column. */
  public record Row(String name, List<Square> squares) {}

  /**
   * A figure.
   *
   * @param look of its transport
   * @param name of its transport
   * @param text the value
   * @param interval empty if there is none
   */
  public record Square(String look, String name, String text, String interval) {
    private static final Square EMPTY = new Square("", "", "", "");
  }

  /** Lays a picture out; {@code number} makes its id unique on the page. */
  static ClaimGrid of(ExperimentRun.Picture picture, int number) {
    List<ClaimFigure> figures = picture.figures();
    List<String> columns = figures.stream().map(ClaimFigure::what).distinct().toList();
    List<String> looks = figures.stream().map(ClaimFigure::transport).distinct().toList();
    List<Row> rows = new ArrayList<>();
    for (String name : figures.stream().map(ClaimFigure::of).distinct().toList()) {
      List<ClaimFigure> own = figures.stream().filter(f -> f.of().equals(name)).toList();
      rows.add(new Row(name, columns.stream().map(column -> square(own, column, looks)).toList()));
    }
    return new ClaimGrid(
        "picture-" + number, picture.title(), picture.caption(), columns, List.copyOf(rows));
  }

  private static Square square(List<ClaimFigure> row, String column, List<String> looks) {
    return row.stream()
        .filter(figure -> figure.what().equals(column))
        .findFirst()
        .map(
            figure ->
                new Square(
                    Look.of(figure.transport(), looks),
                    TransportName.asTitle(figure.transport()),
                    ClaimText.value(figure),
                    figure.low() == null ? "" : ClaimText.interval(figure)))
        .orElse(Square.EMPTY);
  }
}
