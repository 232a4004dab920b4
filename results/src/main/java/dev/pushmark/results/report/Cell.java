package dev.pushmark.results.report;

/**
 * A figure as written.
 *
 * @param text the figure with its unit, or a dash if there is none
 * @param note why there is none; else empty
 */
public record Cell(String text, String note) {
  static final String NONE = "–";

  static Cell of(String text) {
    return new Cell(text, "");
  }

  static Cell none(String note) {
    return new Cell(NONE, note);
  }

  /** Whether there is a figure. */
  public boolean isPresent() {
    return note.isEmpty();
  }
}
