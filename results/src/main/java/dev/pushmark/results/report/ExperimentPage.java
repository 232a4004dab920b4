package dev.pushmark.results.report;

import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.results.model.Run;
import java.util.ArrayList;
import java.util.List;

/** All that stands on the page of an experiment, written out; the template only lays it out. */
public record ExperimentPage(
    String name,
    String question,
    String startedAt,
    boolean incomplete,
    boolean quick,
    List<Found> found,
    List<ClaimPlot> plots,
    List<ClaimGrid> grids,
    List<Done> done,
    List<Fact> environment,
    String command) {

  /**
   * What was found of a claim.
   *
   * @param badge the class of the verdict's look
   * @param word the verdict
   */
  public record Found(
      String claim,
      String taught,
      String badge,
      String word,
      String statement,
      String rule,
      List<Row> rows,
      List<String> silences) {}

  /** A figure of the table. */
  public record Row(
      String of, String what, String value, String interval, String rounds, String samples) {}

  /**
   * A run of the experiment.
   *
   * @param counts its rounds, in words
   */
  public record Done(String folder, String text, String counts) {}

  static ExperimentPage of(ExperimentRun run) {
    List<ClaimPlot> plots = new ArrayList<>();
    List<ClaimGrid> grids = new ArrayList<>();
    for (ExperimentRun.Picture picture : run.pictures()) {
      int number = plots.size() + grids.size() + 1;
      if (picture.layout() == ExperimentRun.Layout.GRID) {
        grids.add(ClaimGrid.of(picture, number));
      } else {
        plots.add(ClaimPlot.of(picture, number));
      }
    }
    return new ExperimentPage(
        run.name(),
        run.question(),
        Facts.startedAt(run.startedAt()),
        run.state() == Run.State.INCOMPLETE,
        run.quick(),
        run.verdicts().stream().map(ExperimentPage::found).toList(),
        plots,
        grids,
        run.parts().stream().map(ExperimentPage::done).toList(),
        Facts.ofEnvironment(run.environment()),
        CommandLine.of(run.command()));
  }

  /** The class of a verdict's look. */
  static String badge(ClaimVerdict.Answer answer) {
    return switch (answer) {
      case HOLDS -> "badge done";
      case DOES_NOT_HOLD -> "badge failed";
      case DEPENDS, CANNOT_BE_TOLD -> "badge invalid";
    };
  }

  private static Found found(ClaimVerdict verdict) {
    return new Found(
        verdict.claim(),
        verdict.taught(),
        badge(verdict.answer()),
        ClaimText.word(verdict.answer()),
        verdict.statement(),
        verdict.rule(),
        verdict.figures().stream().map(ExperimentPage::row).toList(),
        verdict.silences());
  }

  private static Row row(ClaimFigure figure) {
    boolean theory = figure.kind() == ClaimFigure.Kind.THEORY;
    return new Row(
        figure.of(),
        figure.what(),
        ClaimText.value(figure),
        theory ? "by theory" : interval(figure),
        theory ? Cell.NONE : Integer.toString(figure.rounds()),
        theory ? Cell.NONE : Units.count(figure.samples()));
  }

  private static String interval(ClaimFigure figure) {
    boolean bracket = figure.kind() == ClaimFigure.Kind.SEARCHED && figure.low() != null;
    return (bracket ? "bracket " : "") + ClaimText.interval(figure);
  }

  private static Done done(ExperimentRun.Part part) {
    String counts =
        part.validRounds()
            + " of "
            + part.rounds()
            + " rounds valid"
            + (part.unmeasured().isEmpty()
                ? ""
                : "; none of "
                    + Words.list(part.unmeasured().stream().map(TransportName::inText).toList()));
    return new Done(part.folder(), part.done(), counts);
  }

  /** The raw data beside the page. */
  public List<Fact> files() {
    return List.of(
        new Fact("experiment.json", "the verdicts with all their figures"),
        new Fact("SHA256SUMS", "checksums: sha256sum -c SHA256SUMS"));
  }
}
