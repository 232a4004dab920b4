package dev.pushmark.bench.cli;

import dev.pushmark.bench.experiment.Experiment;
import dev.pushmark.bench.experiment.ExperimentLab;
import dev.pushmark.bench.experiment.Form;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.report.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table of the experiments there are, for a terminal of a hundred columns. */
final class ExperimentList {
  private static final int WIDTH = 100;
  private static final String ROW = "%-11s  %-16s  %7s  %7s  ";
  private static final int BEFORE = 11 + 16 + 7 + 7 + 4 * 2;

  private ExperimentList() {}

  static String of(List<Experiment> experiments, long seed) throws BadPlanException {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, ROW, "EXPERIMENT", "DECIDES", "QUICK", "FULL"))
        .append("ASKS\n");
    for (Experiment experiment : experiments) {
      Experiment.Description description = experiment.description();
      String claims =
          description.claims().stream().map(Enum::name).collect(Collectors.joining(" "));
      String row =
          String.format(
              Locale.ROOT,
              ROW,
              description.name(),
              claims,
              length(experiment, new Form(true, seed)),
              length(experiment, new Form(false, seed)));
      text.append(PlainText.wrap(row + description.question(), WIDTH, " ".repeat(BEFORE)))
          .append('\n');
    }
    return text.toString();
  }

  private static String length(Experiment experiment, Form form) throws BadPlanException {
    return ProgressLines.words(ExperimentLab.length(experiment, form));
  }
}
