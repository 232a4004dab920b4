package dev.pushmark.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pushmark.bench.lab.RoundBuilder;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command line on real folders of made-up runs. */
class TrendCommandTest {
  private static final long MS = 1_000_000;

  @TempDir Path temporary;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path runs = Path.of("");
  private Path page = Path.of("");

  @BeforeEach
  void name() throws IOException {
    runs = Files.createDirectory(temporary.resolve("runs"));
    page = temporary.resolve("pages/trend.html");
  }

  private PastFolders past() {
    return new PastFolders(runs);
  }

  /** Twelve runs, of which the last six are slower by a half. */
  private PastFolders aStep() throws IOException {
    PastFolders past = past();
    for (int day = 0; day < 12; day++) {
      past.run(day, day < 6 ? MS : MS * 3 / 2);
    }
    return past;
  }

  private int trend(String... words) {
    List<String> all = new ArrayList<>(List.of("trend", runs.toString(), "--out", page.toString()));
    all.addAll(List.of(words));
    return execute(all);
  }

  private int execute(List<String> words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Terminal terminal = new Terminal(false, false, false, 80);
    CommandLine line =
        PushmarkCommand.commandLine(
            terminal,
            new Measuring(terminal, new TickingClock(), words),
            new Calibrating(terminal, new TickingClock(), words),
            new ServeCommand(options -> options),
            new MicroCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(words.toArray(String[]::new));
  }

  @Test
  void aStepIsTabledWithDateAndCommitAndDrawn() throws IOException {
    aStep();

    assertThat(trend()).isZero();

    assertThat(out.toString().lines())
        .anyMatch(
            line ->
                line.matches(
                    "  p50 +12 +1\\.50 ms  ▁{6}█{6}  +\\+50 % since 2026-01-07 commit abababa"))
        .anyMatch(line -> line.matches("  CPU per delivery +12 +10\\.0 µs  ▅{12}  +none"))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(out.toString())
        .contains("4 of 6 series changed, last of all ")
        .contains("- environment here, 12 runs")
        .contains("Page   " + page);
    assertThat(err.toString()).isEmpty();
    assertThat(page).content().contains("</b> since 2026-01-07 commit abababa: 1.00");
  }

  @Test
  void ofAGateTheCandidateAloneJoinsTheHistory() throws IOException {
    PastFolders past = aStep();
    past.gate(20, "reference", MS * 3 / 2);
    past.gate(21, "build/pushmark-bench.jar", MS * 3 / 2);
    past.gate(22, "node server.js", 9 * MS);

    assertThat(trend("--json")).isZero();

    JsonNode histories = Json.parse(out.toString(), JsonNode.class).get("histories");
    assertThat(histories).hasSize(2);
    assertThat(histories.get(0).get("otherServer").textValue()).isEqualTo("node server.js");
    assertThat(histories.get(0).get("runs").intValue()).isEqualTo(1);
    assertThat(histories.get(1).get("otherServer").textValue()).isEmpty();
    assertThat(histories.get(1).get("runs").intValue()).isEqualTo(14);
    assertThat(out.toString()).doesNotContain("1.0E9").contains("\"metric\":\"p50\"");
    assertThat(err.toString()).contains("runs, 2026-01-01 to 2026-01-22");
  }

  @Test
  void runsAreFoundWhereverTheyLieAndCountOnce() throws IOException {
    past().run(1, MS);
    new PastFolders(Files.createDirectory(runs.resolve("nightly"))).run(2, MS);
    Path copy = Files.createDirectories(runs.resolve("published/run-1"));
    for (String file : List.of("run.json", "environment.json", "rounds.csv", "rounds.hlog")) {
      Files.copy(runs.resolve("run-1").resolve(file), copy.resolve(file));
    }
    Files.createDirectories(runs.resolve("calibration"));
    Files.writeString(runs.resolve("notes.txt"), "no run");

    assertThat(trend(runs.resolve("nightly").toString())).isZero();

    assertThat(out.toString()).contains("- environment here, 2 runs").doesNotContain("left out");
    assertThat(execute(List.of("trend", copy.toString(), "--out", page.toString()))).isZero();
    assertThat(out.toString()).as("a run's own folder").contains("- environment here, 1 run\n");
  }

  @Test
  void whatIsIncompleteOrUnreadableIsLeftOutAndCounted() throws IOException {
    PastFolders past = aStep();
    past.incomplete(30);
    past.incomplete(31);
    Files.writeString(past.run(32, MS).resolve("run.json"), "{");
    Files.writeString(past.run(33, MS).resolve("rounds.hlog"), "Tag=b01a1.sse.x,1,1,1,x\n");
    Files.write(past.run(34, MS).resolve("rounds.csv"), new byte[] {(byte) 0xff, 0, 10, 10});
    Files.delete(past.run(35, MS).resolve("environment.json"));
    past.gate(36, "reference", MS);
    Files.writeString(runs.resolve("gate-36/gate.json"), "[]");

    assertThat(trend()).isZero();

    assertThat(out.toString())
        .contains("- environment here, 12 runs\n")
        .contains("- left out as incomplete: 2 runs\n")
        .containsPattern("- left out as unreadable: 5 runs, such as .*gate-36.*\n");
    assertThat(out.toString().lines().filter(line -> line.contains("left out"))).hasSize(2);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theEnvironmentIsThatOfTheNewestRunUnlessAnotherIsNamed() throws IOException {
    PastFolders past = aStep();
    past.environment = "elsewhere";
    past.run(40, 7 * MS);

    assertThat(trend()).isZero();
    assertThat(out.toString())
        .contains("- environment elsewhere, 1 run\n")
        .contains("- other environments, see --environment: here (12 runs)\n")
        .contains("Too little history to see a change: that takes 10 runs");

    assertThat(trend("--environment", "here")).isZero();
    assertThat(out.toString()).contains("4 of 6 series changed").contains("elsewhere (1 run)");
  }

  @Test
  void workloadAndTransportsCanBeChosen() throws IOException {
    PastFolders past = past();
    past.run(0, MS);
    past.plan = RoundBuilder.plan("dashboard", List.of("grpc", "sse"), 1);
    past.run(1, MS);

    assertThat(trend("--workload", "chat", "--transports", "sse")).isZero();

    assertThat(out.toString())
        .contains("chat: one run, 2026-01-01", "\nsse\n")
        .doesNotContain("dashboard", "grpc", "websocket");
  }

  @Test
  void whereThereIsNoRunItSaysSoAndWritesNoPage() {
    assertThat(trend()).isZero();
    assertThat(out.toString()).contains("Too little history", "that takes 10 runs", "has 0.");
    assertThat(page).doesNotExist();
  }

  @Test
  void withoutAFolderItLooksWherePushmarkKeepsItsRuns() throws IOException {
    String before = System.getProperty("pushmark.home");
    System.setProperty("pushmark.home", temporary.toString());
    try {
      assertThat(execute(List.of("trend"))).isZero();
      assertThat(out.toString()).contains("has 0.");
      Path results = Files.createDirectories(temporary.resolve("results/published"));
      new PastFolders(results).run(1, MS);
      assertThat(execute(List.of("trend"))).isZero();
      assertThat(out.toString()).contains("- environment here, 1 run\n");
      assertThat(temporary.resolve("results/runs/trend.html")).isNotEmptyFile();
    } finally {
      if (before == null) {
        System.clearProperty("pushmark.home");
      } else {
        System.setProperty("pushmark.home", before);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--environment mars    | --environment must be among here, was mars",
        "--workload none       | --workload must be among chat, was none",
        "--transports sse,smoke| --transports must be among sse, websocket, was smoke",
        "nowhere               | FOLDER must be a folder that exists, was nowhere",
        "--gate                | is not known here"
      })
  void aWrongCommandIsExplainedInOneLineAndEndsWithTwo(String words, String message)
      throws IOException {
    past().run(1, MS);
    assertThat(trend(words.strip().split(" ", -1))).isEqualTo(2);
    assertThat(err.toString()).startsWith("pushmark: ").contains(message);
    assertThat(err.toString().lines().count()).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aPageThatCannotBeWrittenIsNoUsageErrorAndNoRegression() throws IOException {
    past().run(1, MS);
    assertThat(execute(List.of("trend", runs.toString(), "--out", runs.toString()))).isEqualTo(2);
    assertThat(err.toString()).contains("--out must be a file, was " + runs);

    Path file = Files.writeString(temporary.resolve("file"), "");
    String below = file.resolve("trend.html").toString();
    assertThat(execute(List.of("trend", runs.toString(), "--out", below))).isEqualTo(4);
    assertThat(err.toString()).startsWith("pushmark: cannot read or write: ");
  }

  @Test
  void helpSaysThatItIsNoGate() {
    assertThat(execute(List.of("trend", "--help"))).isZero();
    assertThat(out.toString())
        .contains(
            "It is no gate: whatever it finds, it never%nends with 1".formatted(), "Examples");
    assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(80));
  }
}
