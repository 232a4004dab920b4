package dev.pushmark.results.report;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.Verdict;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.Run;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** All that stands on the page, written out; the template only lays it out. */
public record Page(
    String workload,
    String startedAt,
    boolean incomplete,
    Verdict verdict,
    Glance glance,
    List<String> looks,
    FigureTable table,
    PercentilePlot plot,
    List<TimeStrip> strips,
    List<RoundRow> rounds,
    List<Fact> asked,
    List<Fact> environment,
    String command) {

  static Page of(Summary summary, Environment environment) {
    Run run = summary.run();
    List<String> transports = run.plan().transports();
    return new Page(
        run.plan().workload().name(),
        Facts.startedAt(run),
        run.state() == Run.State.INCOMPLETE,
        summary.verdict(),
        Glance.of(summary),
        transports.stream().map(transport -> Look.of(transport, transports)).toList(),
        FigureTable.of(summary),
        PercentilePlot.of(summary),
        TimeStrip.of(summary),
        RoundRow.of(summary),
        Facts.ofRun(run),
        Facts.ofEnvironment(environment),
        CommandLine.of(run.command()));
  }

  /** The sentences about something, in order. */
  public List<String> sentences(Verdict.About... about) {
    return verdict.sentences().stream()
        .filter(sentence -> Arrays.asList(about).contains(sentence.about()))
        .map(Verdict.Sentence::text)
        .toList();
  }

  /** The positions of the table's columns. */
  public int[] columns() {
    return IntStream.range(0, looks.size()).toArray();
  }

  /** The transports of the page's title. */
  public String title() {
    return "Pushmark: " + workload + " over " + String.join(", ", table.columns());
  }

  /** Every figure that is shown, with its meaning. */
  public List<Figure> glossary() {
    return table.figures();
  }

  /** The raw data beside the page. */
  public List<Fact> files() {
    return List.of(
        new Fact("run.json", "the plan, resolved, and what became of it"),
        new Fact("environment.json", "the machine"),
        new Fact("rounds.csv", "every round, every field; opens in a spreadsheet"),
        new Fact("rounds.hlog", "every distribution, in HdrHistogram's log format"),
        new Fact("summary.md", "the verdict and the table as Markdown"),
        new Fact("SHA256SUMS", "checksums: sha256sum -c SHA256SUMS"));
  }
}
