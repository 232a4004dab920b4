package dev.pushmark.results.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Tables of comma-separated values (RFC 4180, lines end in {@code \n}). Our own because reading has
 * to tell a row that a killed run left unfinished from a damaged one.
 */
final class Csv {
  private Csv() {}

  /** One row, its line's end included. */
  static String row(List<String> cells) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      row.append(i == 0 ? "" : ",").append(quoted(cells.get(i)));
    }
    return row.append('\n').toString();
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /**
   * The rows of a text that have their end.
   *
   * @param whole whether nothing follows the last of them
   */
  record Rows(List<List<String>> rows, boolean whole) {}

  static Rows read(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean inQuotes = false;
    int end = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inQuotes) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append(text.charAt(++i));
        } else {
          inQuotes = false;
        }
      } else if (c == '"') {
        inQuotes = true;
      } else if (c == ',' || c == '\n') {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
          end = i + 1;
        }
      } else {
        cell.append(c);
      }
    }
    return new Rows(rows, end == text.length() && end > 0);
  }
}
