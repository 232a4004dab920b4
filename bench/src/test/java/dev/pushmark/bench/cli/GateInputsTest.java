package dev.pushmark.bench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.GateRun.Verdict;
import dev.pushmark.results.store.RecordFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Gates of stored runs, sound and broken, by their command. */
class GateInputsTest {
  @TempDir Path temporary;

  private final StringWriter err = new StringWriter();
  private Path good = Path.of("");
  private int gates;

  @BeforeEach
  void writeARun() throws Exception {
    good = WrittenRun.in(temporary.resolve("good"), "chat", 12, 500);
  }

  private int gate(Path baseline, Path candidate, String... more) {
    gates++;
    List<String> words =
        new ArrayList<>(
            List.of(
                "gate",
                "--baseline",
                baseline.toString(),
                "--candidate",
                candidate.toString(),
                "--out",
                out().toString()));
    words.addAll(List.of(more));
    Terminal terminal = new Terminal(false, false, true, 80);
    CommandLine line =
        PushmarkCommand.commandLine(
            terminal,
            new Measuring(terminal, new TickingClock(), words),
            new Calibrating(terminal, new TickingClock(), words),
            new ServeCommand(options -> options),
            new MicroCommand());
    line.setErr(new PrintWriter(err, true));
    return line.execute(words.toArray(String[]::new));
  }

  private Path out() {
    return temporary.resolve("gate-" + gates);
  }

  private void assertOneLine(String message) {
    assertThat(err.toString()).startsWith("pushmark: ").contains(message);
    assertThat(err.toString().lines().filter(line -> !line.startsWith("Try "))).hasSize(1);
    assertThat(out()).doesNotExist();
  }

  private static void replace(Path file, String part, String by) throws Exception {
    String text = Files.readString(file);
    assertThat(text).contains(part);
    Files.writeString(file, text.replaceFirst(part, by));
  }

  @Test
  void aStoredRunThatIsWorseIsFoundAndOneThatIsNotPasses() throws Exception {
    Path worse = WrittenRun.in(temporary.resolve("worse"), "chat", 12, 600);
    assertThat(gate(good, worse, "--any-environment")).isEqualTo(Conclusion.FAILED);
    GateRun run = RecordFolder.GATE.read(out());
    assertThat(run.verdict()).isEqualTo(Verdict.REGRESSION);
    assertThat(run.shifts()).singleElement().satisfies(s -> assertThat(s.pairs()).isEqualTo(12));
    Path same = WrittenRun.in(temporary.resolve("same"), "chat", 13, 500);
    assertThat(gate(good, same, "--any-environment")).isEqualTo(Conclusion.DONE);
  }

  @Test
  void aTruncatedFolderIsRefused() throws Exception {
    Path log = good.resolve("rounds.hlog");
    byte[] whole = Files.readAllBytes(log);
    int middle = new String(whole, UTF_8).indexOf("Tag=b05a1.") + 60; // in the midst of a line
    String damaged = new String(whole, 0, middle, UTF_8) + "\n";
    Files.writeString(log, damaged);
    assertThat(gate(good, good, "--any-environment")).isEqualTo(Conclusion.INVALID);
    assertOneLine("rounds.hlog: line ");
  }

  @Test
  void aFolderOfANewerVersionIsRefused() throws Exception {
    replace(good.resolve("run.json"), "\"schemaVersion\": 1", "\"schemaVersion\": 99");
    assertThat(gate(good, good, "--any-environment")).isEqualTo(Conclusion.INVALID);
    assertOneLine("schemaVersion must be 1, was 99; a newer Pushmark can read it");
  }

  @Test
  void figuresInAnotherUnitAreRefused() throws Exception {
    replace(good.resolve("rounds.csv"), "server.cpuNs", "server.cpuUs");
    assertThat(gate(good, good, "--any-environment")).isEqualTo(Conclusion.INVALID);
    assertOneLine("cpuNs");
  }

  @Test
  void anotherWorkloadIsRefused() throws Exception {
    Path other = WrittenRun.in(temporary.resolve("other"), "notifications", 12, 500);
    assertThat(gate(good, other, "--any-environment")).isEqualTo(Conclusion.USAGE);
    assertOneLine("both sides must have the same workload, phases and settings");
  }

  @Test
  void anotherEnvironmentIsRefusedUnlessToldOtherwise() throws Exception {
    Path other = WrittenRun.in(temporary.resolve("other"), "chat", 12, 500);
    replace(other.resolve("environment.json"), WrittenRun.ENVIRONMENT, "fedcba9876543210");
    assertThat(gate(good, other)).isEqualTo(Conclusion.USAGE);
    assertOneLine("--any-environment compares nevertheless");
  }

  @Test
  void anEmptyHistogramIsInvalidAndItsCellSaysSo() throws Exception {
    Path empty = WrittenRun.in(temporary.resolve("empty"), "chat", 12, 0);
    assertThat(gate(good, empty, "--any-environment")).isEqualTo(Conclusion.INVALID);
    assertThat(RecordFolder.GATE.read(out()).cells().get(0).why())
        .isEqualTo("sse p50 of the candidate is 0 or was not measured in block 1");
  }

  @Test
  void aRunWithoutRoundsIsRefused() throws Exception {
    Path none = WrittenRun.in(temporary.resolve("none"), "chat", 0, 500);
    assertThat(gate(good, none, "--any-environment")).isEqualTo(Conclusion.USAGE);
    assertOneLine("none must hold rounds, has none");
  }
}
