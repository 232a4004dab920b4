package dev.pushmark.results.report;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.Verdict;
import dev.pushmark.results.model.Environment;
import java.util.List;
import java.util.stream.Collectors;

/** {@code summary.md}: the verdict and the table, readable as it stands. */
public final class Markdown {
  private static final int WIDTH = 100;

  private Markdown() {}

  /** The whole file. */
  public static String of(Summary summary, Environment environment) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(escape(summary.verdict().headline())).append("\n\n");
    for (Verdict.Sentence sentence : summary.verdict().sentences()) {
      text.append(PlainText.wrap("- " + escape(sentence.text()), WIDTH, "  ")).append('\n');
    }
    text.append('\n').append(table(FigureTable.of(summary))).append('\n');
    for (Fact fact : Facts.ofRun(summary.run())) {
      line(text, fact);
    }
    for (Fact fact : Facts.ofEnvironment(environment)) {
      line(text, fact);
    }
    return text.append('\n')
        .append("`report.html` has the curves, every round and what each figure means.\n")
        .toString();
  }

  private static void line(StringBuilder text, Fact fact) {
    String line = "- " + fact.name() + ": " + escape(fact.value());
    text.append(PlainText.wrap(line, WIDTH, "  ")).append('\n');
  }

  private static String table(FigureTable table) {
    int label =
        table.parts().stream()
            .flatMap(part -> part.rows().stream())
            .mapToInt(row -> row.figure().label().length())
            .max()
            .orElse(0);
    List<Integer> widths =
        java.util.stream.IntStream.range(0, table.columns().size())
            .mapToObj(column -> width(table, column))
            .toList();
    StringBuilder text = new StringBuilder();
    row(text, "", label, table.columns().stream().map(Markdown::escape).toList(), widths);
    text.append("| ").append("-".repeat(label)).append(" |");
    widths.forEach(width -> text.append(' ').append("-".repeat(width - 1)).append(": |"));
    text.append('\n');
    for (FigureTable.Part part : table.parts()) {
      for (FigureTable.Row row : part.rows()) {
        List<String> cells = row.cells().stream().map(cell -> PlainText.of(cell.text())).toList();
        row(text, row.figure().label(), label, cells, widths);
      }
    }
    return text
        + table.notes().stream()
            .map(note -> "\n" + PlainText.wrap(Cell.NONE + ": " + note + ".", WIDTH, "") + "\n")
            .collect(Collectors.joining());
  }

  private static int width(FigureTable table, int column) {
    return Math.max(
        escape(table.columns().get(column)).length(),
        table.parts().stream()
            .flatMap(part -> part.rows().stream())
            .mapToInt(row -> row.cells().get(column).text().length())
            .max()
            .orElse(1));
  }

  private static void row(
      StringBuilder text, String label, int width, List<String> cells, List<Integer> widths) {
    text.append("| ").append(label).append(" ".repeat(width - label.length())).append(" |");
    for (int i = 0; i < cells.size(); i++) {
      String padding = " ".repeat(widths.get(i) - cells.get(i).length());
      text.append(' ').append(padding).append(cells.get(i)).append(" |");
    }
    text.append('\n');
  }

  /** Text stays text: what Markdown or HTML would take for markup is escaped. */
  private static String escape(String text) {
    return text.replaceAll("[\\r\\n]+", " ").replaceAll("([\\\\`*_\\[\\]<>|#&])", "\\\\$1");
  }
}
