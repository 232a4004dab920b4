package dev.pushmark.results.report;

import dev.pushmark.results.compare.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The table of a run for a terminal: plain text, no colours, never wider than asked for. */
public final class TextTable {
  /** What fits nearly every terminal. */
  public static final int WIDTH = 100;

  private static final int SMALLEST_WIDTH = 60;
  private static final String GAP = "  ";

  private TextTable() {}

  /**
   * The table; where the transports do not fit beside each other, further ones follow below.
   *
   * @param width columns of the terminal, at least 60
   */
  public static String of(Summary summary, int width) {
    FigureTable table = FigureTable.of(summary);
    int limit = Math.max(width, SMALLEST_WIDTH);
    int labelWidth =
        rows(table).map(row -> row.figure().label().length()).max(Integer::compare).orElse(0);
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (from < table.columns().size()) {
      int to = from;
      int used = labelWidth;
      while (to < table.columns().size()
          && (to == from || used + GAP.length() + columnWidth(table, to) <= limit)) {
        used += GAP.length() + columnWidth(table, to);
        to++;
      }
      block(text, table, labelWidth, from, to);
      from = to;
    }
    for (String note : table.notes()) {
      text.append(PlainText.wrap(Cell.NONE + " " + note, limit, GAP)).append('\n');
    }
    return text.toString();
  }

  private static void block(
      StringBuilder text, FigureTable table, int labelWidth, int from, int to) {
    line(text, labelWidth, "", from, table, table.columns().subList(from, to));
    for (FigureTable.Part part : table.parts()) {
      text.append(part.title()).append('\n');
      for (FigureTable.Row row : part.rows()) {
        List<String> cells = row.cells().subList(from, to).stream().map(Cell::text).toList();
        line(text, labelWidth, row.figure().label(), from, table, cells);
      }
    }
    text.append('\n');
  }

  private static void line(
      StringBuilder text,
      int labelWidth,
      String label,
      int from,
      FigureTable table,
      List<String> cells) {
    text.append(label).append(" ".repeat(labelWidth - label.length()));
    for (int i = 0; i < cells.size(); i++) {
      String cell = PlainText.of(cells.get(i));
      int padding = columnWidth(table, from + i) - cell.length();
      text.append(GAP).append(" ".repeat(padding)).append(cell);
    }
    text.append('\n');
  }

  private static int columnWidth(FigureTable table, int column) {
    List<String> texts = new ArrayList<>(List.of(table.columns().get(column)));
    rows(table).forEach(row -> texts.add(row.cells().get(column).text()));
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  private static Stream<FigureTable.Row> rows(FigureTable table) {
    return table.parts().stream().flatMap(part -> part.rows().stream());
  }
}
