package dev.pushmark.results.report;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import dev.pushmark.results.model.ExperimentRun;

/** What an experiment found, in words. */
public final class ClaimText {
  private static final String INDENT = "  ";

  private ClaimText() {}

  /** An answer as written. */
  public static String word(Answer answer) {
    return switch (answer) {
      case HOLDS -> "holds";
      case DOES_NOT_HOLD -> "does not hold";
      case DEPENDS -> "depends";
      case CANNOT_BE_TOLD -> "cannot be told";
    };
  }

  /** A value in its unit. */
  public static String value(ClaimFigure.Unit unit, double value) {
    return switch (unit) {
      case NANOSECONDS -> Units.time(value);
      case BYTES -> Units.bytes(value);
      case RATIO -> Units.significant(value, Units.DIGITS) + " ×";
      case NUMBER -> Units.significant(value, Units.DIGITS);
    };
  }

  /** The value of a figure; a dash where there is none. */
  public static String value(ClaimFigure figure) {
    Double value = figure.value();
    return value == null ? Cell.NONE : value(figure.unit(), value);
  }

  /** The interval of a figure; a dash where there is none. */
  public static String interval(ClaimFigure figure) {
    Double low = figure.low();
    Double high = figure.high();
    return low == null || high == null
        ? Cell.NONE
        : value(figure.unit(), low) + " to " + value(figure.unit(), high);
  }

  /** The short name of what a figure measures: {@code p50} of {@code delivery latency, p50}. */
  static String shortName(ClaimFigure figure) {
    return figure.what().substring(figure.what().lastIndexOf(", ") + 1).strip();
  }

  /** For a terminal of so many columns. */
  public static String of(ExperimentRun run, int columns) {
    StringBuilder text = new StringBuilder();
    text.append(PlainText.wrap(run.name() + ": " + run.question(), columns, INDENT)).append('\n');
    for (ClaimVerdict verdict : run.verdicts()) {
      text.append('\n');
      String head = verdict.claim() + " " + verdict.taught() + ": " + word(verdict.answer());
      text.append(PlainText.wrap(head, columns, INDENT)).append('\n');
      below(text, verdict.statement(), columns);
      verdict.figures().forEach(figure -> below(text, "- " + inWords(figure), columns));
    }
    return text.toString();
  }

  private static void below(StringBuilder text, String content, int columns) {
    text.append(INDENT)
        .append(PlainText.wrap(content, columns - INDENT.length(), INDENT + INDENT))
        .append('\n');
  }

  /** A figure in a line, with its interval and what lies behind it. */
  static String inWords(ClaimFigure figure) {
    String named = figure.of() + ", " + figure.what() + ": " + value(figure);
    if (figure.kind() == ClaimFigure.Kind.THEORY) {
      return named + " by theory";
    }
    return named
        + (figure.low() == null
            ? ""
            : (figure.kind() == ClaimFigure.Kind.SEARCHED ? " (bracket: " : " (95 %: ")
                + interval(figure)
                + ")")
        + ", "
        + figure.rounds()
        + (figure.rounds() == 1 ? " round, n = " : " rounds, n = ")
        + Units.count(figure.samples());
  }
}
