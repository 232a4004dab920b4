package dev.pushmark.bench.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal of some size that understands the few escape sequences we use, and no others: what a
 * person would see on it.
 */
final class ScreenEmulation {
  private static final Pattern ESCAPE = Pattern.compile("\u001b\\[([0-9;]*)([A-Za-z])");

  private final int rows;
  private final int columns;
  private final List<StringBuilder> screen = new ArrayList<>();
  private final List<String> scrolledOut = new ArrayList<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int read;
  private int row;
  private int column;

  ScreenEmulation(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    for (int i = 0; i < rows; i++) {
      screen.add(new StringBuilder());
    }
  }

  /** What is printed here is shown. */
  PrintStream stream() {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** What is on the screen now, without empty lines below. */
  List<String> visible() {
    show();
    List<String> lines = new ArrayList<>(screen.stream().map(ScreenEmulation::seen).toList());
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  /** All that one could see by scrolling back. */
  List<String> history() {
    List<String> lines = visible();
    List<String> all = new ArrayList<>(scrolledOut);
    all.addAll(lines);
    return all;
  }

  private static String seen(StringBuilder line) {
    return line.toString().stripTrailing();
  }

  private void show() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    while (read < text.length()) {
      char c = text.charAt(read);
      if (c == '\u001b') {
        Matcher escape = ESCAPE.matcher(text).region(read, text.length());
        if (!escape.lookingAt()) {
          throw new AssertionError("no escape sequence that is understood at " + read);
        }
        obey(escape.group(1), escape.group(2).charAt(0));
        read = escape.end();
        continue;
      }
      read++;
      if (c == '\n') {
        nextRow();
      } else if (c == '\r') {
        column = 0;
      } else {
        put(c);
      }
    }
  }

  private void obey(String number, char command) {
    switch (command) {
      case 'A' -> row = Math.max(0, row - Integer.parseInt(number));
      case 'J' -> {
        screen.get(row).setLength(Math.min(column, screen.get(row).length()));
        screen.subList(row + 1, rows).forEach(line -> line.setLength(0));
      }
      case 'm' -> {} // a colour
      default -> throw new AssertionError("an escape sequence that is not understood: " + command);
    }
  }

  private void put(char c) {
    if (column == columns) {
      nextRow();
    }
    StringBuilder line = screen.get(row);
    while (line.length() <= column) {
      line.append(' ');
    }
    line.setCharAt(column++, c);
  }

  private void nextRow() {
    column = 0;
    if (row < rows - 1) {
      row++;
      return;
    }
    scrolledOut.add(seen(screen.remove(0)));
    screen.add(new StringBuilder());
  }
}
