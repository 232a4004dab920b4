package dev.pushmark.results.report;

import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.results.model.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page over several experiments, those that are still to come among them. */
public record ExperimentIndexPage(List<Row> rows, boolean incomplete) {
  /**
   * An experiment.
   *
   * @param run what was measured; null if it has not begun
   */
  public record Entry(String name, String question, @Nullable ExperimentRun run) {
    private boolean hasEnded() {
      return run != null && run.state() == Run.State.COMPLETE;
    }
  }

  /**
   * An experiment as written.
   *
   * @param state what is missing of it; empty if nothing is
   */
  public record Row(String name, String question, String state, boolean linked, List<Told> told) {}

  /** A claim and what was found of it. */
  public record Told(String claim, String taught, String badge, String word, String statement) {}

  static ExperimentIndexPage of(List<Entry> experiments) {
    return new ExperimentIndexPage(
        experiments.stream().map(ExperimentIndexPage::row).toList(),
        !experiments.stream().allMatch(Entry::hasEnded));
  }

  private static Row row(Entry entry) {
    ExperimentRun run = entry.run();
    return new Row(
        entry.name(),
        entry.question(),
        run == null ? "not measured yet" : entry.hasEnded() ? "" : "incomplete",
        run != null,
        run == null ? List.of() : run.verdicts().stream().map(ExperimentIndexPage::told).toList());
  }

  private static Told told(ClaimVerdict verdict) {
    return new Told(
        verdict.claim(),
        verdict.taught(),
        ExperimentPage.badge(verdict.answer()),
        ClaimText.word(verdict.answer()),
        verdict.statement());
  }
}
