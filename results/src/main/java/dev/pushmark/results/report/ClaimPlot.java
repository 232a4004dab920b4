package dev.pushmark.results.report;

import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ExperimentRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one unit on one logarithmic axis: a row for each thing that they are of, in it a dot
 * for each figure with the interval that holds the true one. What is 0 or cannot be told has no
 * dot, and is written.
 *
 * @param id of the picture on its page
 */
public record ClaimPlot(String id, String title, String caption, List<Row> rows, List<Tick> ticks) {
  /** Of the drawing. */
  public static final int WIDTH = 760;

  private static final int LEFT = 30;
  private static final int RIGHT = WIDTH - 30;
  private static final int ROW = 44;
  private static final int AXIS = 26;

  /**
   * What figures are of.
   *
   * @param text the figures as written
   * @param nameY of name and text, above the dots
   * @param y the middle of the dots
   */
  public record Row(String look, String name, String text, int nameY, int y, List<Mark> marks) {}

  /**
   * A figure.
   *
   * @param theory whether it is what a formula says
   * @param bracket whether its interval is the bracket of a search
   * @param lowX where its interval begins; empty if there is none
   * @param highX where it ends
   */
  public record Mark(
      String x, boolean theory, boolean bracket, String lowX, String highX, String text) {}

  /** Lays a picture out; {@code number} makes its id unique on the page. */
  static ClaimPlot of(ExperimentRun.Picture picture, int number) {
    List<ClaimFigure> figures = picture.figures();
    double[] drawn =
        figures.stream()
            .flatMap(figure -> Stream.of(figure.value(), figure.low(), figure.high()))
            .filter(value -> value != null && value > 0)
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    ValueAxis axis =
        drawn.length == 0
            ? new ValueAxis(1, 10, LEFT, RIGHT)
            : new ValueAxis(drawn[0], drawn[drawn.length - 1], LEFT, RIGHT);
    List<String> looks = figures.stream().map(ClaimFigure::transport).distinct().toList();
    List<Row> rows = new ArrayList<>();
    for (String name : figures.stream().map(ClaimFigure::of).distinct().toList()) {
      List<ClaimFigure> own = figures.stream().filter(f -> f.of().equals(name)).toList();
      rows.add(
          new Row(
              Look.of(own.get(0).transport(), looks),
              name,
              own.stream().map(ClaimPlot::written).collect(Collectors.joining(", ")),
              ROW * rows.size() + 15,
              ROW * rows.size() + 30,
              own.stream()
                  .map(figure -> mark(figure, axis))
                  .filter(Objects::nonNull)
                  .sorted(Comparator.comparing(Mark::theory).reversed()) // the larger ones below
                  .toList()));
    }
    ClaimFigure.Unit unit = figures.get(0).unit();
    return new ClaimPlot(
        "picture-" + number,
        picture.title(),
        picture.caption(),
        rows,
        drawn.length == 0 ? List.of() : axis.ticks(value -> ClaimText.value(unit, value)));
  }

  private static String written(ClaimFigure figure) {
    String value = figure.value() == null ? "cannot be told" : ClaimText.value(figure);
    return ClaimText.shortName(figure) + " " + value;
  }

  private static @Nullable Mark mark(ClaimFigure figure, ValueAxis axis) {
    Double value = figure.value();
    if (value == null || value <= 0) {
      return null;
    }
    Double low = figure.low();
    Double high = figure.high();
    boolean within = low != null && high != null && low > 0;
    return new Mark(
        Tick.number(axis.at(value)),
        figure.kind() == ClaimFigure.Kind.THEORY,
        figure.kind() == ClaimFigure.Kind.SEARCHED,
        within ? Tick.number(axis.at(Objects.requireNonNull(low))) : "",
        within ? Tick.number(axis.at(Objects.requireNonNull(high))) : "",
        ClaimText.inWords(figure));
  }

  /** For those who do not see it. */
  public String description() {
    return rows.stream()
        .map(row -> row.name() + ": " + row.text() + ".")
        .collect(Collectors.joining(" "));
  }

  /** The size of a dot: one of theory goes around the measured one. */
  public static int radius(Mark mark) {
    return mark.theory() ? 8 : 5;
  }

  /** Whether a formula's figures are among them. */
  public boolean hasTheory() {
    return rows.stream().flatMap(row -> row.marks().stream()).anyMatch(Mark::theory);
  }

  /** Whether some of the intervals are brackets of a search. */
  public boolean hasBrackets() {
    return rows.stream().flatMap(row -> row.marks().stream()).anyMatch(Mark::bracket);
  }

  /** Where the rows end and the axis begins. */
  public int bottom() {
    return ROW * rows.size();
  }

  /** Of the drawing. */
  public int height() {
    return bottom() + AXIS;
  }
}
