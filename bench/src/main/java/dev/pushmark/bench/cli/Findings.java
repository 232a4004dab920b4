package dev.pushmark.bench.cli;

import dev.pushmark.bench.lab.Lab;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.Verdict;
import dev.pushmark.results.model.Calibrated;
import dev.pushmark.results.report.PlainText;
import dev.pushmark.results.report.TextTable;
import dev.pushmark.results.store.Json;
import dev.pushmark.results.store.StoredRun;
import java.io.PrintStream;
import java.nio.file.Path;

/** What is printed when a run has ended: the table, the verdict, where the page is. */
final class Findings {
  private static final String INDENT = "  ";

  private final Lab.Finished finished;
  private final Path folder;

  /** The folder is as it is to be shown. */
  Findings(Lab.Finished finished, Path folder) {
    this.finished = finished;
    this.folder = folder;
  }

  /** With {@code json} the result goes to standard output and what people read to the other. */
  void print(boolean json, int columns) {
    if (json) {
      print(System.err, columns);
      System.out.println(Json.line(Result.of(finished)));
    } else {
      print(System.out, columns);
    }
  }

  private void print(PrintStream out, int columns) {
    StoredRun stored = finished.stored();
    Summary summary = Summary.of(stored.run(), stored.rounds(), stored.histograms());
    out.println();
    out.print(TextTable.of(summary, columns));
    Verdict verdict = summary.verdict();
    out.println(PlainText.wrap(verdict.headline(), columns, ""));
    for (Verdict.Sentence sentence : verdict.sentences()) {
      out.println(PlainText.wrap("- " + sentence.text(), columns, INDENT));
    }
    Calibrated calibrated = stored.run().calibrated();
    if (calibrated != null) {
      out.println(PlainText.wrap("- " + String.join(" ", calibrated.findings()), columns, INDENT));
    }
    out.println();
    out.println("Page   " + folder.resolve("report.html"));
    out.println("Folder " + folder);
  }
}
