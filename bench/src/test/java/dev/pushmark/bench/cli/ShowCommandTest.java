package dev.pushmark.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.bench.gate.JmhFile;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.Json;
import dev.pushmark.results.store.RecordFolder;
import dev.pushmark.results.store.RunFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code show} on real folders of made-up results. */
class ShowCommandTest {
  @TempDir Path temporary;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final StringWriter errors = new StringWriter();
  private Path run = Path.of("");

  @BeforeEach
  void measure() throws IOException {
    run = new PastFolders(temporary).run(1, 1_000_000);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private int show(Path folder, String... words) {
    out.reset();
    err.reset();
    errors.getBuffer().setLength(0);
    CommandLine line = new CommandLine(new ShowCommand(100, stream(out), stream(err)));
    line.setParameterExceptionHandler(UsageErrors::parameter);
    line.setExecutionExceptionHandler(UsageErrors::execution);
    line.setErr(new PrintWriter(errors, true));
    return line.execute(
        Stream.concat(Stream.of(folder.toString()), Stream.of(words)).toArray(String[]::new));
  }

  private String shown() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void isRefused(int code, String message) {
    assertThat(code).isEqualTo(2);
    assertThat(errors.toString()).startsWith("pushmark: ").contains(message);
    assertThat(errors.toString().lines().count()).isLessThanOrEqualTo(2);
    assertThat(shown()).isEmpty();
  }

  @Test
  void aRunIsPrintedAsItWasWhenItEnded() throws IOException {
    ByteArrayOutputStream once = new ByteArrayOutputStream();
    Findings.of(RunFolder.read(run), run).print(Format.TEXT, 100, stream(once));

    assertThat(show(run)).isZero();

    assertThat(shown()).isEqualTo(once.toString(StandardCharsets.UTF_8));
    assertThat(shown())
        .contains("How late", "SSE", "WebSocket", "Page   " + run.resolve("report.html"))
        .endsWith("Folder " + run + "\n")
        .doesNotContain("INCOMPLETE");
    assertThat(shown().lines().filter(line -> !line.contains(run.toString())))
        .allMatch(line -> line.length() <= 100);
  }

  @Test
  void whatAKilledRunHasLeftIsShownAndMarked() throws IOException {
    PastFolders past = new PastFolders(temporary);
    past.incomplete(2);

    assertThat(show(temporary.resolve("run-2"))).isZero();

    assertThat(shown())
        .startsWith("\nINCOMPLETE: ")
        .contains("valid rounds", "Folder ")
        .doesNotContain("Page ");
  }

  @Test
  void aRunThatWasKilledBeforeItsFirstRoundIsShownToo() throws IOException {
    Path folder = temporary.resolve("run-3");
    new PastFolders(temporary).incomplete(3);
    String header = Files.readAllLines(folder.resolve("rounds.csv")).get(0);
    Files.writeString(folder.resolve("rounds.csv"), header + "\n");
    for (String format : List.of("text", "markdown", "csv", "json", "jmh", "openmetrics")) {
      assertThat(show(folder, "--format", format)).as(format + ": " + errors).isZero();
    }
  }

  @Test
  void markdownIsTheSummaryOfTheFolder() throws IOException {
    assertThat(show(run, "--format", "markdown")).isZero();
    assertThat(shown()).isEqualTo(Files.readString(run.resolve("summary.md")));
  }

  @Test
  void jsonIsTheRunWithItsFigures() throws IOException {
    assertThat(show(run, "--format", "json")).isZero();
    ObjectNode result = Json.parse(shown(), ObjectNode.class);
    assertThat(result.at("/folder").textValue()).isEqualTo(run.toString());
    assertThat(result.at("/transports/0/p50Ns").doubleValue()).isBetween(0.99e6, 1.01e6);
    assertThat(result.at("/rounds")).hasSize(4);
  }

  @Test
  void theFilesOfJmhAreReadAsOurGateReadsThem() throws IOException {
    assertThat(show(run, "--format", "jmh")).isZero();
    Path file = temporary.resolve("jmh.json");
    Files.writeString(file, shown());
    JmhFile read = JmhFile.read(file);
    assertThat(read.benchmarks())
        .extracting(benchmark -> benchmark.name())
        .containsExactly("dev.pushmark.chat.sse", "dev.pushmark.chat.websocket");
    assertThat(read.forks()).as("one per round").hasSize(2);
    read.forks().get(0).scores().values().stream()
        .flatMap(List::stream)
        .forEach(
            score -> {
              assertThat(score.unit()).isEqualTo("us/op");
              assertThat(score.value()).isBetween(990.0, 1_010.0);
            });
  }

  @ParameterizedTest
  @CsvSource({"csv, transport,", "openmetrics, # TYPE pushmark_run info"})
  void theResultAloneIsOnStandardOutput(String format, String begins) {
    assertThat(show(run, "--format", format)).isZero();
    assertThat(shown()).startsWith(begins).contains("sse", "websocket").doesNotContain("Folder");
  }

  @Test
  void histogramsAreExportedOnceAndNeverOverwritten() throws IOException {
    Path into = temporary.resolve("exported");

    assertThat(show(run, "--export", into.toString())).isZero();

    assertThat(into.resolve("sse.hgrm")).isNotEmptyFile();
    assertThat(into.resolve("websocket.hlog")).isNotEmptyFile();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("Wrote 4 files to " + into + "\n");
    assertThat(shown()).contains("Folder ");
    isRefused(show(run, "--export", into.toString()), "--export must not overwrite anything");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "empty"})
  void aFolderWithoutResultsIsRefusedInOneLine(String name) throws IOException {
    Files.createDirectories(temporary.resolve("empty"));
    isRefused(show(temporary.resolve(name)), "FOLDER must hold a run, a gate, a cost");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.json", "environment.json", "rounds.csv", "rounds.hlog"})
  void aBrokenFolderIsRefusedInOneLine(String file) throws IOException {
    Files.write(run.resolve(file), new byte[] {'a', ',', (byte) 0xff, '\n', 'b', '\n'});
    isRefused(show(run), run.toString());
  }

  @Test
  void aFormatThatAFolderIsNotWrittenInIsRefused() throws IOException {
    PastFolders past = new PastFolders(temporary);
    past.gate(5, "new.jar", 1_000_000);
    Path gate = temporary.resolve("gate-5");
    isRefused(
        show(gate, "--format", "csv"), "--format must be text or markdown or json for " + gate);
    isRefused(
        show(gate, "--export", "x"), "--export must be left out unless FOLDER is that of a run");
    isRefused(show(run, "--format", "xml"), "must be text or markdown or csv");
  }

  @Test
  void gatesCostsAndCalibrationsAreRecognised() throws IOException {
    PastFolders past = new PastFolders(temporary);
    past.gate(5, "new.jar", 1_000_000);
    assertThat(show(temporary.resolve("gate-5"))).isZero();
    assertThat(shown()).contains("candidate ÷ baseline", "Pass: ", "Folder ");
    assertThat(show(temporary.resolve("gate-5"), "--format", "markdown")).isZero();
    assertThat(shown()).startsWith("## Pushmark gate: Pass");

    Run plain = RunFolder.read(run).run();
    CostRun cost =
        new CostRun(
            CostRun.SCHEMA_VERSION,
            "1",
            "unknown",
            List.of("pushmark", "cost"),
            plain.plan(),
            Instant.EPOCH,
            null,
            Run.State.INCOMPLETE,
            RunFolder.read(run).environment(),
            List.of());
    RecordFolder.COST.write(Files.createDirectory(temporary.resolve("cost")), cost);
    assertThat(show(temporary.resolve("cost"))).isZero();
    assertThat(shown()).startsWith("\nINCOMPLETE: ").contains("per subscriber of a silent room");

    Calibration calibration =
        new Calibration(
            Calibration.SCHEMA_VERSION,
            "1",
            "unknown",
            List.of("pushmark", "calibrate"),
            Instant.EPOCH,
            1,
            200,
            RunFolder.read(run).environment(),
            List.of(new Calibration.Cost(Calibration.Cost.WAKE_UP, 100, 30_000, 10_000, 90_000)),
            List.of(
                new Calibration.Take(
                    "sse",
                    "fixed",
                    1,
                    1,
                    List.of(new Calibration.Reading(50, 1_000_000, 1_001_000, 90_000)),
                    List.of(new Calibration.Counted("delivered", 200, 200)))));
    RecordFolder.CALIBRATION.write(
        Files.createDirectory(temporary.resolve("calibration")), calibration);
    assertThat(show(temporary.resolve("calibration"))).isZero();
    assertThat(shown()).contains("the instrument's steps", "200 delivered", "Folder ");
    assertThat(show(temporary.resolve("calibration"), "--format", "json")).isZero();
    assertThat(Json.parse(shown(), Calibration.class)).isEqualTo(calibration);
  }
}
