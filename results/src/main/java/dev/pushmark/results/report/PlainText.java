package dev.pushmark.results.report;

/** Text for terminals and plain files. */
public final class PlainText {
  private PlainText() {}

  /** With spaces that may be searched for between number and unit. */
  public static String of(String text) {
    return text.replace('\u00A0', ' ');
  }

  /** Broken between words into lines of at most {@code width}, further lines indented. */
  public static String wrap(String text, int width, String indent) {
    StringBuilder lines = new StringBuilder();
    int used = 0;
    for (String word : text.split(" ", -1)) {
      String shown = of(word);
      if (used > 0 && used + 1 + shown.length() > width) {
        lines.append('\n').append(indent);
        used = indent.length();
      } else if (used > 0) {
        lines.append(' ');
        used++;
      }
      lines.append(shown);
      used += shown.length();
    }
    return lines.toString();
  }
}
