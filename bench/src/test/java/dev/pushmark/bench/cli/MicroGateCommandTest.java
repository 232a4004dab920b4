package dev.pushmark.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.gate.FakeJmh;
import dev.pushmark.bench.gate.MicroGate;
import dev.pushmark.bench.gate.NullGates;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.GateRun.CellFinding;
import dev.pushmark.results.model.GateRun.Verdict;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.RecordFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code gate --micro} as typed, with processes that only pretend to be JMH. */
@Timeout(300)
class MicroGateCommandTest {
  private static final String READ = "demo.Bench.read,100,ns/op,avgt";
  private static final String WRITE = "demo.Bench.write,50,ns/op,avgt,size,10";
  private static final String WRITE_MORE = "demo.Bench.write,90,ns/op,avgt,size,20";

  @TempDir private Path temporary;

  private final StringWriter err = new StringWriter();

  private Path folder() {
    return temporary.resolve("gate");
  }

  private int execute(String... words) {
    List<String> all = new ArrayList<>(List.of("gate"));
    all.addAll(List.of(words));
    Terminal terminal = new Terminal(false, false, true, 100);
    CommandLine line =
        PushmarkCommand.commandLine(
            terminal,
            new Measuring(terminal, new TickingClock(), all),
            new Calibrating(terminal, new TickingClock(), all),
            new ServeCommand(options -> List.of("true")),
            new MicroCommand());
    line.setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }

  private int hold(String baseline, String candidate) {
    return execute(
        "--micro",
        "--baseline",
        baseline,
        "--candidate",
        candidate,
        "--screen-pairs",
        "7",
        "--confirm-pairs",
        "7",
        "--out",
        folder().toString(),
        "--seed",
        "7");
  }

  private GateRun run() throws Exception {
    return RecordFolder.GATE.read(folder());
  }

  private static CellFinding of(GateRun run, String subject) {
    return run.cells().stream()
        .filter(finding -> finding.cell().subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void equalBenchmarksPassAndAllIsKept() throws Exception {
    String same = FakeJmh.command(READ, WRITE);
    int code =
        execute(
            "--micro",
            "--null",
            "--candidate",
            same,
            "--screen-pairs",
            "7",
            "--out",
            folder().toString(),
            "--",
            "-wi",
            "1");
    assertThat(code).as("%s", err).isZero();
    GateRun run = run();
    assertThat(run.verdict()).isEqualTo(Verdict.PASS);
    assertThat(run.state()).isEqualTo(Run.State.COMPLETE);
    assertThat(run.cells())
        .hasSize(2)
        .allMatch(cell -> cell.pairs().size() == 7 && cell.unit().equals("ns/op"));
    for (String side : List.of("baseline", "candidate")) {
      assertThat(folder().resolve(side)).isDirectoryContaining("glob:**/fork-07.json");
    }
    assertThat(folder().resolve(MicroGate.LOG))
        .content()
        .contains("# Pushmark: fork 7 of the candidate", "# a fork of [demo.Bench.read");
    assertThat(folder().resolve("gate.md")).content().startsWith("## Pushmark gate: Pass");
    assertThat(folder().resolve(RecordFolder.GATE.page()))
        .content()
        .contains("<svg class=\"gate\"");
    assertThat(folder().resolve("gate-junit.xml")).content().contains("tests=\"2\"");
    assertThat(folder().resolve("gate-bencher.json")).content().contains("\"latency\"");
    double found = Math.abs(Math.log(Objects.requireNonNull(of(run, "demo.Bench.read").ratio())));
    assertThat(found).isPositive();
    assertThat(
            NullGates.in(temporary)
                .raised(
                    run.cells().stream().map(cell -> cell.cell().with(1e-9)).toList(),
                    run.environment().id())
                .get(0)
                .minimumEffect())
        .as("what was found of equal things raises what matters later")
        .isEqualTo(Math.exp(found) - 1);
  }

  @Test
  void whatTakesAFifthLongerIsARegressionAndOnlyThatIsMeasuredAnew() throws Exception {
    String slower = WRITE.replace(",50,", ",60,");
    int code =
        hold(FakeJmh.command(READ, WRITE, WRITE_MORE), FakeJmh.command(READ, slower, WRITE_MORE));
    assertThat(code).as("%s", err).isEqualTo(1);
    GateRun run = run();
    CellFinding write = of(run, "demo.Bench.write {size=10}");
    assertThat(write.verdict()).isEqualTo(Verdict.REGRESSION);
    assertThat(write.ratio()).isBetween(1.18, 1.22);
    assertThat(write.pairs()).hasSize(7).allMatch(pair -> pair.block() > 7);
    assertThat(of(run, "demo.Bench.read").verdict()).isEqualTo(Verdict.PASS);
    assertThat(Files.readString(folder().resolve("candidate/fork-07.json")))
        .contains("demo.Bench.read", "\"size\": \"20\"");
    assertThat(Files.readString(folder().resolve("candidate/fork-14.json")))
        .contains("demo.Bench.write", "\"size\": \"10\"")
        .doesNotContain("demo.Bench.read", "\"size\": \"20\"");
    assertThat(folder().resolve("gate.md"))
        .content()
        .startsWith("## Pushmark gate: Regression: Bench.write {size=10}.");
  }

  @Test
  void lessThroughputIsARegression() throws Exception {
    int code =
        hold(
            FakeJmh.command("demo.Bench.read,10,ops/us,thrpt"),
            FakeJmh.command("demo.Bench.read,8,ops/us,thrpt"));
    assertThat(code).as("%s", err).isEqualTo(1);
    CellFinding read = of(run(), "demo.Bench.read");
    assertThat(read.inverted()).isTrue();
    assertThat(read.ratio()).isBetween(1.22, 1.28);
    assertThat(folder().resolve("gate.md"))
        .content()
        .contains("the ratio is baseline ÷ candidate there, so that above 1 is worse");
  }

  @Test
  void aBenchmarkThatIsMissingIsInvalidAndMeasuredOnce() throws Exception {
    int code = hold(FakeJmh.command(READ, WRITE), FakeJmh.command(READ));
    assertThat(code).as("%s", err).isEqualTo(4);
    GateRun run = run();
    assertThat(of(run, "demo.Bench.write {size=10}").why())
        .isEqualTo("demo.Bench.write {size=10} is missing from the candidate");
    assertThat(of(run, "demo.Bench.read").verdict()).isEqualTo(Verdict.PASS);
    assertThat(folder().resolve("baseline/fork-01.json")).content().contains("demo.Bench.write");
    assertThat(folder().resolve("baseline/fork-02.json"))
        .content()
        .doesNotContain("demo.Bench.write");
  }

  @Test
  void unitsThatDifferAreInvalid() throws Exception {
    int code = hold(FakeJmh.command(READ), FakeJmh.command("demo.Bench.read,0.1,us/op,avgt"));
    assertThat(code).as("%s", err).isEqualTo(4);
    assertThat(of(run(), "demo.Bench.read").why())
        .isEqualTo(
            "demo.Bench.read is measured in ns/op (avgt) by the baseline, in us/op (avgt) by the"
                + " candidate");
  }

  @Test
  void aCandidateThatFailsEndsTheGateAtOnceAndItIsSaidHow() throws Exception {
    int code = hold(FakeJmh.command(READ), FakeJmh.command(FakeJmh.FAIL, READ));
    assertThat(code).as("%s", err).isEqualTo(4);
    assertThat(run().reasons())
        .containsExactly(
            "fork 1 of the candidate ended with exit code 1: ERROR: the benchmark threw something;"
                + " jmh.log has what JMH printed");
    assertThat(folder().resolve("baseline/fork-02.json")).doesNotExist();
    assertThat(folder().resolve(MicroGate.LOG)).content().contains("threw something");
  }

  @Test
  void resultsThatAreStoredAreTwoSamples() throws Exception {
    Path stored = temporary.resolve("baseline.json");
    Files.writeString(stored, FakeJmh.json(List.of(READ), 8, 1));
    String slower = FakeJmh.command(READ.replace(",100,", ",120,"));
    assertThat(hold(stored.toString(), slower)).isEqualTo(2);
    assertThat(err.toString())
        .contains(", was of Fake VM 1; --any-environment compares nevertheless");
    int code =
        execute(
            "--micro",
            "--any-environment",
            "--baseline",
            stored.toString(),
            "--candidate",
            slower,
            "--screen-pairs",
            "7",
            "--confirm-pairs",
            "7",
            "--out",
            folder().toString());
    assertThat(code).as("%s", err).isEqualTo(1);
    assertThat(run().paired()).isFalse();
    assertThat(run().reasons()).anyMatch(reason -> reason.contains("no bound covers it"));
    assertThat(folder().resolve("baseline")).doesNotExist();

    Path other = temporary.resolve("candidate.json");
    Files.writeString(other, FakeJmh.json(List.of(READ), 8, 2));
    int ofBoth =
        execute(
            "--micro",
            "--baseline",
            stored.toString(),
            "--candidate",
            other.toString(),
            "--out",
            temporary.resolve("both").toString());
    assertThat(ofBoth).as("%s", err).isZero();
  }

  private void refused(String message, String... words) {
    err.getBuffer().setLength(0);
    assertThat(execute(words)).as(message).isEqualTo(2);
    assertThat(err.toString()).startsWith("pushmark: ").contains(message);
    assertThat(err.toString().lines()).hasSizeLessThanOrEqualTo(2);
    assertThat(folder()).doesNotExist();
  }

  @Test
  void whatIsAskedForWronglyIsRefusedInOneLine() throws Exception {
    String fake = FakeJmh.command(READ);
    String file =
        Files.writeString(temporary.resolve("x.json"), FakeJmh.json(List.of(READ), 8, 1))
            .toString();
    refused("--baseline is missing", "--micro");
    refused(
        "--benchmarks must match a benchmark of --baseline",
        "--micro",
        "--baseline",
        fake,
        "--candidate",
        fake + " ",
        "--benchmarks",
        "nothing");
    refused(
        "--benchmarks must be a regular expression, was (",
        "--micro",
        "--null",
        "--candidate",
        fake,
        "--benchmarks",
        "(");
    refused(
        "--baseline must be a JAR that exists, was none.jar",
        "--micro",
        "--baseline",
        "none.jar",
        "--candidate",
        fake);
    refused(
        "--baseline must be a file that exists, was none.json",
        "--micro",
        "--baseline",
        "none.json");
    refused("--baseline must be a command, a JAR", "--micro", "--baseline", "http://localhost");
    refused(
        "--candidate must not be a file of results",
        "--micro",
        "--baseline",
        fake,
        "--candidate",
        file);
    refused(
        "--candidate must list its benchmarks",
        "--micro",
        "--null",
        "--candidate",
        "no-such-command");
    refused("--transports must be left out", "--micro", "--null", "--transports", "sse");
    refused("--tls must be left out with --micro", "--micro", "--null", "--tls");
    refused("--benchmarks must be left out without --micro", "--null", "--benchmarks", "x");
    refused(
        "JMH's options must be others than -f, ",
        "--micro",
        "--null",
        "--candidate",
        fake,
        "--",
        "-f",
        "3");
    refused("simulat is not known here", "simulat");
    refused("Bench is not known here", "--micro", "--null", "Bench");
    refused("-wi is not known here", "--null", "--", "-wi", "3");
    refused(
        "--screen-pairs must be 7 to 99, was 3",
        "--micro",
        "--null",
        "--candidate",
        fake,
        "--screen-pairs",
        "3");
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      many.add("demo.Bench.m" + i + ",1,ns/op,avgt");
    }
    refused(
        "cells must be at most 12 unless a plan's section 'gate' names them, were 13",
        "--micro",
        "--null",
        "--candidate",
        FakeJmh.command(many.toArray(String[]::new)));
  }
}
