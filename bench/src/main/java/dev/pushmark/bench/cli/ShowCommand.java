package dev.pushmark.bench.cli;

import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.results.store.HistogramExport;
import dev.pushmark.results.store.RecordFolder;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import dev.pushmark.results.store.UnreadableException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pushmark show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header =
        "Print again what a command printed when it had ended, or the same for other programs.",
    descriptionHeading = "%n",
    description = {
      "Of the folder of a run (compare, run), a gate, a cost, an experiment or a calibration. What a",
      "killed run has left is shown too, and marked as incomplete.",
      ""
    },
    optionListHeading = "Options:%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  pushmark show results/published/2026-11-22-chat",
      "  pushmark show FOLDER --format csv > figures.csv",
      "  pushmark show FOLDER --export histograms",
      "",
      "Exit codes%n"
          + "  0  shown, whatever the figures are%n"
          + "  2  the command was not understood, or the folder cannot be read"
    })
final class ShowCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FOLDER",
      description = "Of results: what --out named, or one in results/runs.")
  private Path folder = Path.of("");

  @Option(
      names = "--export",
      paramLabel = "DIR",
      description = {
        "Also write the delivery latencies of each transport for HdrHistogram's tools: DIR/T.hgrm, the",
        "percentile distribution in µs, and DIR/T.hlog, the log of all intervals (only of a run)."
      })
  private @Nullable Path export;

  @Mixin private FormatOptions format = new FormatOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final int columns;
  private final PrintStream out;
  private final PrintStream err;

  ShowCommand(int columns, PrintStream out, PrintStream err) {
    this.columns = columns;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    Format wanted = format.format(false);
    Path shown = Measuring.shown(folder);
    Findings findings = RunFolder.isAt(folder) ? ofRun(shown) : ofRecord(shown);
    if (!findings.formats().contains(wanted)) {
      throw wrong(
          "--format must be "
              + findings.formats().stream().map(Values::written).collect(Collectors.joining(" or "))
              + " for "
              + shown
              + ", was "
              + Values.written(wanted),
          null);
    }
    findings.print(wanted, columns, out);
    return Conclusion.DONE;
  }

  private Findings ofRun(Path shown) throws IOException {
    StoredRun stored = read(RunFolder::read);
    if (export != null) {
      export(stored, export);
    }
    return Findings.of(stored, shown);
  }

  private Findings ofRecord(Path shown) {
    if (export != null) {
      throw wrong("--export must be left out unless FOLDER is that of a run, was " + export, null);
    }
    if (RecordFolder.GATE.isAt(folder)) {
      return Findings.of(read(RecordFolder.GATE::read), shown);
    }
    if (RecordFolder.COST.isAt(folder)) {
      return Findings.of(read(RecordFolder.COST::read), shown);
    }
    if (RecordFolder.EXPERIMENT.isAt(folder)) {
      return Findings.of(read(RecordFolder.EXPERIMENT::read), shown);
    }
    if (RecordFolder.SWEEP.isAt(folder)) {
      return Findings.of(read(RecordFolder.SWEEP::read), shown);
    }
    if (RecordFolder.CALIBRATION.isAt(folder)) {
      return Findings.of(read(RecordFolder.CALIBRATION::read), shown);
    }
    throw wrong(
        "FOLDER must hold a run, a gate, a cost, an experiment or a calibration (run.json, sweep.json,"
            + " gate.json, cost.json, experiment.json, calibration.json), was "
            + folder
            + (Files.exists(folder) ? "" : ", which does not exist"),
        null);
  }

  /** Reads a folder of one kind. */
  private interface Reader<T> {
    T read(Path folder) throws IOException;
  }

  private <T> T read(Reader<T> reader) {
    try {
      return reader.read(folder);
    } catch (UnreadableException e) {
      throw wrong(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw wrong("FOLDER cannot be read, was " + folder + ": " + e, e);
    }
  }

  private void export(StoredRun stored, Path into) throws IOException {
    try {
      List<String> files = HistogramExport.write(stored, into);
      err.println("Wrote " + files.size() + " files to " + Measuring.shown(into));
    } catch (FileAlreadyExistsException e) {
      throw wrong("--export must not overwrite anything, but there is a file " + e.getFile(), e);
    }
  }

  private ParameterException wrong(String message, @Nullable Exception cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }
}
