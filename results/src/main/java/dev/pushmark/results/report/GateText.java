package dev.pushmark.results.report;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.GateRun.CellFinding;
import dev.pushmark.results.model.GateRun.Verdict;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a gate found, for a terminal and as Markdown. */
public final class GateText {
  private static final int DIGITS = 4;
  private static final int NAME_COLUMN = 36;
  private static final int LEAST_NAME_COLUMN = 2;
  private static final String FIGURES = " %8s %11s %11s %6s  %s\n";

  /** What the figures of a line take up, its verdict not counted. */
  private static final int FIGURES_WIDTH = 42;

  private GateText() {}

  /**
   * A table and the verdict, for a terminal of so many columns. Names that are too long to stand
   * before their figures stand above them.
   */
  public static String of(GateRun run, int width) {
    StringBuilder text = new StringBuilder();
    int longest = run.cells().stream().mapToInt(each -> name(run, each).length()).max().orElse(0);
    int verdict = run.cells().stream().mapToInt(each -> decided(each).length()).max().orElse(0);
    int room = width - FIGURES_WIDTH - Math.max(verdict, "verdict".length());
    int column = Math.max(LEAST_NAME_COLUMN, Math.min(Math.max(NAME_COLUMN, longest), room));
    line(
        text,
        width,
        column,
        "candidate ÷ baseline",
        "ratio",
        "99 % above",
        "95 % below",
        "pairs",
        "verdict");
    for (CellFinding finding : run.cells()) {
      line(
          text,
          width,
          column,
          name(run, finding),
          ratio(finding.ratio()),
          ratio(finding.low()),
          ratio(finding.high()),
          pairs(finding),
          decided(finding));
    }
    text.append('\n').append(PlainText.wrap(verdict(run), width, "")).append('\n');
    for (CellFinding finding : run.cells()) {
      if (finding.verdict() != Verdict.PASS) {
        text.append(PlainText.wrap("- " + finding.why(), width, "  ")).append('\n');
      }
    }
    for (String reason : run.reasons()) {
      text.append(PlainText.wrap("- " + reason, width, "  ")).append('\n');
    }
    return PlainText.of(text.toString());
  }

  private static String decided(CellFinding finding) {
    return word(finding.verdict()) + (finding.confirmed() ? ", measured anew" : "");
  }

  private static void line(
      StringBuilder text, int width, int column, String name, String... cells) {
    boolean fits = name.length() <= column;
    if (!fits) {
      text.append(PlainText.wrap(name, width, "  ")).append('\n');
    }
    text.append(String.format(Locale.ROOT, "%-" + column + "s", fits ? name : ""));
    text.append(String.format(Locale.ROOT, FIGURES, (Object[]) cells));
  }

  /** Fit for the summary of a step of a continuous integration. */
  public static String markdown(GateRun run) {
    StringBuilder text = new StringBuilder("## Pushmark gate: " + verdict(run) + "\n\n");
    text.append("`").append(run.candidate()).append("` beside `").append(run.baseline());
    text.append("`\n\n| | candidate ÷ baseline | 99 % above | 95 % below | pairs | verdict |\n");
    text.append("|---|--:|--:|--:|--:|---|\n");
    for (CellFinding finding : run.cells()) {
      text.append(
          "| %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  name(run, finding),
                  ratio(finding.ratio()),
                  ratio(finding.low()),
                  ratio(finding.high()),
                  pairs(finding),
                  word(finding.verdict())));
    }
    text.append('\n');
    run.cells().stream()
        .filter(finding -> finding.verdict() != Verdict.PASS)
        .forEach(finding -> text.append("- ").append(finding.why()).append('\n'));
    run.reasons().forEach(reason -> text.append("- ").append(reason).append('\n'));
    return text.toString();
  }

  /** The verdict on the whole in a sentence. */
  static String verdict(GateRun run) {
    Verdict verdict = run.verdict();
    if (verdict == null) {
      return "Incomplete: it was ended before it could say anything.";
    }
    List<String> names =
        run.cells().stream()
            .filter(finding -> finding.verdict() == verdict)
            .map(finding -> name(run, finding))
            .toList();
    return switch (verdict) {
      case PASS -> "Pass: nothing got worse by enough to matter.";
      case REGRESSION ->
          names.isEmpty()
              ? "Regression: the candidate missed what was expected of it."
              : "Regression: " + String.join(", ", names) + ".";
      case INCONCLUSIVE ->
          "Inconclusive: whether " + String.join(", ", names) + " got worse cannot be told now.";
      case INVALID -> "Invalid: nothing can be said of " + String.join(", ", names) + ".";
    };
  }

  /** What a cell is called beside the others of its gate. */
  static String name(GateRun run, CellFinding finding) {
    String subject = finding.cell().subject();
    GateMetric metric = finding.cell().metric();
    return metric == GateMetric.SCORE ? benchmark(run, subject) : subject + " " + name(metric);
  }

  static String name(GateMetric metric) {
    return switch (metric) {
      case P50 -> "p50";
      case P99 -> "p99";
      case CPU -> "CPU per delivery";
      case BYTES -> "bytes per delivery";
      case SCORE -> "score";
    };
  }

  /** Class and method, and the package only where it takes that to tell two of them apart. */
  private static String benchmark(GateRun run, String subject) {
    String shorter = withoutPackage(subject);
    long alike =
        run.cells().stream()
            .filter(finding -> withoutPackage(finding.cell().subject()).equals(shorter))
            .count();
    return alike == 1 ? shorter : subject;
  }

  private static String withoutPackage(String subject) {
    int parameters = subject.indexOf(" {");
    int method = subject.lastIndexOf('.', parameters < 0 ? subject.length() : parameters);
    return subject.substring(subject.lastIndexOf('.', method - 1) + 1);
  }

  static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  static String ratio(@Nullable Double ratio) {
    return ratio == null ? Cell.NONE : Units.significant(ratio, DIGITS);
  }

  static String pairs(CellFinding finding) {
    return finding.pairs().isEmpty() ? Cell.NONE : String.valueOf(finding.pairs().size());
  }
}
