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
 */
record Terminal(boolean outIsTerminal, boolean errIsTerminal, boolean colours, int columns) {
  private static final int USUAL_COLUMNS = 80;

  /**
   * From what the launcher passed on ({@code -Dpushmark.terminal=out,err}) and {@code NO_COLOR}.
   */
  static Terminal of(Properties properties, Map<String, String> environment) {
    String streams = properties.getProperty("pushmark.terminal", "").toLowerCase(Locale.ROOT);
    boolean colours =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"));
    return new Terminal(
        streams.contains("out"),
        streams.contains("err"),
        colours,
        columns(properties.getProperty("pushmark.columns", "")));
  }

  private static int columns(String text) {
    return text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text) : USUAL_COLUMNS;
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
