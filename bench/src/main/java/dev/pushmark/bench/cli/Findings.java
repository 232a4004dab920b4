package dev.pushmark.bench.cli;

import dev.pushmark.results.compare.CalibrationVerdict;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.Verdict;
import dev.pushmark.results.model.Calibrated;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.SweepRun;
import dev.pushmark.results.report.CalibrationTable;
import dev.pushmark.results.report.ClaimText;
import dev.pushmark.results.report.CostTable;
import dev.pushmark.results.report.GateText;
import dev.pushmark.results.report.JmhResult;
import dev.pushmark.results.report.Markdown;
import dev.pushmark.results.report.OpenMetrics;
import dev.pushmark.results.report.PlainText;
import dev.pushmark.results.report.SweepText;
import dev.pushmark.results.report.TextTable;
import dev.pushmark.results.store.Json;
import dev.pushmark.results.store.QuantityCsv;
import dev.pushmark.results.store.RecordFolder;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import dev.pushmark.results.store.SweepCsv;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What a folder holds, as it is printed when a command has ended, and again by {@code show}: the
 * tables, the verdict, where the page is; or the same for other programs.
 */
final class Findings {
  private static final String INDENT = "  ";

  /** What a comparison over several networks can be written as. */
  static final Set<Format> OF_SWEEPS = Set.of(Format.TEXT, Format.CSV, Format.JSON);

  private final Path folder;
  private final Path page;
  private final boolean incomplete;
  private final IntFunction<String> text;

  /** Written by need: each of them takes its time. */
  private final Map<Format, Supplier<String>> others = new EnumMap<>(Format.class);

  private Findings(Path folder, String page, boolean incomplete, IntFunction<String> text) {
    this.folder = folder;
    this.page = folder.resolve(page);
    this.incomplete = incomplete;
    this.text = text;
  }

  private Findings or(Format format, Supplier<String> written) {
    others.put(format, written);
    return this;
  }

  /** Of a run; the folder is as it is to be shown. */
  static Findings of(StoredRun stored, Path folder) {
    Summary summary = Summary.of(stored.run(), stored.rounds(), stored.histograms());
    boolean incomplete = stored.run().state() == Run.State.INCOMPLETE;
    return new Findings(
            folder, RunFolder.PAGE, incomplete, columns -> text(stored, summary, columns))
        .or(Format.MARKDOWN, () -> Markdown.of(summary, stored.environment()))
        .or(Format.CSV, () -> QuantityCsv.of(summary))
        .or(Format.JSON, () -> Json.line(Result.of(stored, summary)) + "\n")
        .or(Format.JMH, () -> Json.line(JmhResult.of(summary, stored.environment())) + "\n")
        .or(Format.OPENMETRICS, () -> OpenMetrics.of(summary, stored.environment()));
  }

  private static String text(StoredRun stored, Summary summary, int columns) {
    StringBuilder text = new StringBuilder(TextTable.of(summary, columns));
    text.append(PlainText.wrap(summary.verdict().headline(), columns, "")).append('\n');
    for (Verdict.Sentence sentence : summary.verdict().sentences()) {
      point(text, sentence.text(), columns);
    }
    Calibrated calibrated = stored.run().calibrated();
    if (calibrated != null) {
      point(text, String.join(" ", calibrated.findings()), columns);
    }
    return text.toString();
  }

  private static void point(StringBuilder text, String sentence, int columns) {
    text.append(PlainText.wrap("- " + sentence, columns, INDENT)).append('\n');
  }

  /** Of a gate. */
  static Findings of(GateRun run, Path folder) {
    return new Findings(
            folder, RecordFolder.GATE.page(), false, columns -> GateText.of(run, columns))
        .or(Format.MARKDOWN, () -> GateText.markdown(run))
        .or(Format.JSON, () -> Json.line(run) + "\n");
  }

  /** Of what transports cost. */
  static Findings of(CostRun run, Path folder) {
    boolean incomplete = run.state() == Run.State.INCOMPLETE;
    return new Findings(
            folder, RecordFolder.COST.page(), incomplete, columns -> CostTable.of(run, columns))
        .or(Format.JSON, () -> Json.line(run) + "\n");
  }

  /** Of an experiment. */
  static Findings of(ExperimentRun run, Path folder) {
    return new Findings(
            folder,
            RecordFolder.EXPERIMENT.page(),
            run.state() == Run.State.INCOMPLETE,
            columns -> ClaimText.of(run, columns))
        .or(Format.JSON, () -> Json.line(run) + "\n");
  }

  /** Of a comparison over several networks. */
  static Findings of(SweepRun run, Path folder) {
    return new Findings(
            folder,
            RecordFolder.SWEEP.page(),
            run.state() == Run.State.INCOMPLETE,
            columns -> SweepText.of(run, columns))
        .or(Format.CSV, () -> SweepCsv.of(run))
        .or(Format.JSON, () -> Json.line(run) + "\n");
  }

  /** Of a calibration. */
  static Findings of(Calibration calibration, Path folder) {
    return new Findings(
            folder, RecordFolder.CALIBRATION.page(), false, columns -> text(calibration, columns))
        .or(Format.JSON, () -> Json.line(calibration) + "\n");
  }

  private static String text(Calibration calibration, int columns) {
    CalibrationVerdict verdict = CalibrationVerdict.of(calibration);
    StringBuilder text = new StringBuilder(CalibrationTable.of(calibration)).append('\n');
    text.append(PlainText.wrap(verdict.headline(), columns, "")).append('\n');
    verdict.sentences().forEach(sentence -> point(text, sentence, columns));
    return text.toString();
  }

  /** What they can be written as. */
  Set<Format> formats() {
    Set<Format> formats = new TreeSet<>(others.keySet());
    formats.add(Format.TEXT);
    return formats;
  }

  /**
   * At the end of a command that measures: the result goes to standard output and, where that is
   * for other programs, what people read to standard error.
   */
  void conclude(Format format, int columns) {
    if (format != Format.TEXT) {
      print(Format.TEXT, columns, System.err);
    }
    print(format, columns, System.out);
  }

  /** Prints them in one of their formats; what is for other programs in UTF-8. */
  void print(Format format, int columns, PrintStream out) {
    Supplier<String> other = others.get(format);
    if (other != null) {
      byte[] bytes = other.get().getBytes(StandardCharsets.UTF_8);
      out.write(bytes, 0, bytes.length);
      out.flush();
      return;
    }
    out.println();
    if (incomplete) {
      out.println(
          PlainText.wrap(
              "INCOMPLETE: this run did not come to its end, or goes on; what follows is of the"
                  + " rounds that have ended.",
              columns,
              ""));
      out.println();
    }
    out.print(text.apply(columns));
    out.println();
    if (Files.exists(page)) {
      out.println("Page   " + page);
    }
    out.println("Folder " + folder);
  }
}
