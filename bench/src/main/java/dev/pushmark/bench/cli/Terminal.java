package dev.pushmark.bench.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * What the two output streams are connected to. The launcher tells, since a JVM cannot ask about
 * one stream alone.
 *
 * @param outIsTerminal whether standard output is a terminal
 * @param errIsTerminal whether standard error is a terminal
 * @param colours whether colours are wanted where there is a terminal
 * @param columns width of the terminal
 * @param rows its height
 */
record Terminal(
    boolean outIsTerminal, boolean errIsTerminal, boolean colours, int columns, int rows) {
  private static final int USUAL_COLUMNS = 80;
  private static final int USUAL_ROWS = 24;

  /** One of the usual height. */
  Terminal(boolean outIsTerminal, boolean errIsTerminal, boolean colours, int columns) {
    this(outIsTerminal, errIsTerminal, colours, columns, USUAL_ROWS);
  }

  /**
   * From what the launcher passed on ({@code -Dpushmark.terminal=out,err}), {@code NO_COLOR} and
   * {@code TERM}. What is dumb is no terminal to us: it can neither colour nor move its cursor.
   */
  static Terminal of(Properties properties, Map<String, String> environment) {
    String streams = properties.getProperty("pushmark.terminal", "").toLowerCase(Locale.ROOT);
    boolean able = !"dumb".equals(environment.get("TERM"));
    return new Terminal(
        able && streams.contains("out"),
        able && streams.contains("err"),
        environment.getOrDefault("NO_COLOR", "").isEmpty(),
        size(properties.getProperty("pushmark.columns", ""), USUAL_COLUMNS),
        size(properties.getProperty("pushmark.rows", ""), USUAL_ROWS));
  }

  private static int size(String text, int usual) {
    return text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text) : usual;
  }

  /** Whether standard output takes colours. */
  boolean outInColour() {
    return outIsTerminal && colours;
  }

  /** Whether standard error takes colours. */
  boolean errInColour() {
    return errIsTerminal && colours;
  }
}
