package dev.pushmark.results.report;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.Verdict;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.Run;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    DistributionPlot distribution,
    SawtoothPlot sawtooth,
    List<CostBars> costs,
    List<PairedPlot> pairs,
    List<TimeStrip> strips,
    List<RoundRow> rounds,
    List<Fact> asked,
    List<Fact> environment,
    String command,
    List<Beside> files,
    String data) {

  /**
   * A file beside the page.
   *
   * @param sha256 its checksum; empty if not known
   */
  public record Beside(String name, String holds, String sha256) {}

  static Page of(Summary summary, Environment environment, Map<String, String> checksums) {
    Run run = summary.run();
    List<String> transports = run.plan().transports();
    List<LatencyCurve> curves = LatencyCurve.of(summary);
    List<LatencyDensity> densities =
        curves.stream().map(curve -> LatencyDensity.of(curve.figures())).toList();
    List<TimeStrip> strips = TimeStrip.of(summary);
    return new Page(
        run.plan().workload().name(),
        Facts.startedAt(run),
        run.state() == Run.State.INCOMPLETE,
        summary.verdict(),
        Glance.of(summary),
        transports.stream().map(transport -> Look.of(transport, transports)).toList(),
        FigureTable.of(summary),
        PercentilePlot.of(summary, curves),
        DistributionPlot.of(summary, densities),
        SawtoothPlot.of(summary.transports(), transports),
        DeliveryBars.of(summary),
        PairedPlot.of(summary),
        strips,
        RoundRow.of(summary),
        Facts.ofRun(run),
        Facts.ofEnvironment(environment),
        CommandLine.of(run.command()),
        files(checksums),
        PageData.of(curves, densities, strips, transports).json());
  }

  /** The sentences about something, in order. */
  public List<String> sentences(Verdict.About... about) {
    return verdict.sentences().stream()
        .filter(sentence -> Arrays.asList(about).contains(sentence.about()))
        .map(Verdict.Sentence::text)
        .toList();
  }

  /** Whether faults are drawn over time. */
  public boolean hasFaults() {
    return strips.stream()
        .flatMap(strip -> strip.panels().stream())
        .anyMatch(panel -> !panel.faults().isEmpty());
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

  private static List<Beside> files(Map<String, String> checksums) {
    return Stream.of(
            new Fact("run.json", "the plan, resolved, and what became of it"),
            new Fact("environment.json", "the machine"),
            new Fact("rounds.csv", "every round, every field; opens in a spreadsheet"),
            new Fact("rounds.hlog", "every distribution, in HdrHistogram's log format"),
            new Fact("summary.md", "the verdict and the table as Markdown"),
            new Fact("SHA256SUMS", "checksums of all: sha256sum -c SHA256SUMS"))
        .map(file -> new Beside(file.name(), file.value(), checksums.getOrDefault(file.name(), "")))
        .toList();
  }

  /** The style sheet of the charts. */
  public String chartStyle() {
    return Scripts.STYLE;
  }

  /** What draws the charts. */
  public String script() {
    return Scripts.REPORT;
  }
}
