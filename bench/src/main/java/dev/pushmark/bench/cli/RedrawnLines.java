package dev.pushmark.bench.cli;

import java.io.PrintStream;
import java.util.List;

/**
 * Lines at the bottom of a terminal that are drawn over the last ones. What is written in between
 * has to come after {@link #erase}. Not thread safe.
 */
final class RedrawnLines {
  private static final String CLEAR_TO_END = "\u001b[J";

  private final PrintStream out;
  private int drawn;

  RedrawnLines(PrintStream out) {
    this.out = out;
  }

  /**
   * Draws lines, in one piece so that nothing flickers.
   *
   * @param lines no more than the terminal has, none of them as wide as it is: a line that wraps
   *     could not be taken back
   */
  void draw(List<String> lines) {
    out.print(takenBack() + String.join("\n", lines));
    out.flush();
    drawn = lines.size();
  }

  /** Leaves the cursor where the lines began. */
  void erase() {
    out.print(takenBack());
    out.flush();
    drawn = 0;
  }

  private String takenBack() {
    if (drawn == 0) {
      return "";
    }
    return "\r" + (drawn == 1 ? "" : "\u001b[" + (drawn - 1) + "A") + CLEAR_TO_END;
  }
}
