package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.gate.GateLab;
import dev.pushmark.bench.gate.NullGates;
import dev.pushmark.bench.gate.Side;
import dev.pushmark.bench.gate.StoredSides;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GatePlan;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.GateRun.CellFinding;
import dev.pushmark.results.model.GateRun.Verdict;
import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.RecordFolder;
import dev.pushmark.results.store.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gates with real processes that only pretend to measure. */
@Timeout(300)
class GateLabTest {
  private static final GateCell P50 = new GateCell("sse", GateMetric.P50, 0.05);
  private static final GateCell P99 = new GateCell("sse", GateMetric.P99, 0.1);

  @TempDir Path temporary;

  private final Children children = new Children();
  private final List<String> told = new ArrayList<>();

  private final GateLab.GateListener listener =
      new GateLab.GateListener() {
        @Override
        public void stageBegins(Set<String> transports, int pairs) {
          told.add("stage of " + pairs + " " + transports);
        }

        @Override
        public void roundEnds(boolean baseline, Round round) {
          told.add((baseline ? "baseline " : "candidate ") + round.id());
        }

        @Override
        public void pairIsRepeated(int block, String transport) {
          told.add("again " + block);
        }
      };

  @AfterEach
  void stop() {
    children.close();
  }

  /** Which no load of a machine can spoil. */
  private static Plan plan(String workload) {
    Plan plan = RoundBuilder.plan(workload, List.of("sse"), 1);
    return new Plan(
        plan.workload(),
        plan.transports(),
        plan.rounds(),
        plan.phases(),
        plan.polling(),
        plan.ordering(),
        plan.compression(),
        plan.tls(),
        plan.server(),
        new Limits(
            Duration.ofMinutes(1), Duration.ofMinutes(1), 0.1, 1, 1, Duration.ofSeconds(1), 0.05),
        plan.witnesses(),
        plan.expectations(),
        plan.seed());
  }

  private GateRun hold(Plan plan, Side baseline, Side candidate, String name) throws Exception {
    return new GateLab(children, Fakes.commands(), new Machine(), Clock.system(), listener)
        .run(
            new GatePlan(plan, List.of(P50, P99), 7, 7),
            baseline,
            candidate,
            Fakes.PROVENANCE,
            temporary.resolve(name));
  }

  private static Side reference() throws Exception {
    return Side.parse(Side.REFERENCE);
  }

  @Test
  void equalThingsPassAndAllIsKept() throws Exception {
    GateRun run = hold(plan("good"), reference(), reference(), "null-gate");
    assertThat(run.verdict()).as("%s", run.cells()).isEqualTo(Verdict.PASS);
    assertThat(run.cells()).allMatch(cell -> cell.pairs().size() == 7 && !cell.confirmed());
    assertThat(run.cells()).extracting(CellFinding::ratio).containsOnly(1.0);
    assertThat(told).hasSize(15).first().isEqualTo("stage of 7 [sse]");

    Path folder = temporary.resolve("null-gate");
    assertThat(RecordFolder.GATE.read(folder)).isEqualTo(run);
    for (String side : List.of("baseline", "candidate")) {
      assertThat(RunFolder.read(folder.resolve(side)).run().state()).isEqualTo(Run.State.COMPLETE);
      assertThat(told).filteredOn(line -> line.startsWith(side)).hasSize(7);
    }
    assertThat(folder.resolve("gate.md")).content().startsWith("## Pushmark gate: Pass");
    assertThat(folder.resolve(RecordFolder.GATE.page())).content().contains("<svg class=\"gate\"");
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("gate-junit.xml").toFile())
                .getElementsByTagName("testcase")
                .getLength())
        .isEqualTo(2);
    assertThat(folder.resolve("gate-bencher.json")).content().contains("\"latency-p50\"");
    assertThat(folder.resolve("in-progress")).doesNotExist();

    assertThat(NullGates.in(temporary).raised(run.plan().cells(), run.environment().id()))
        .as("nothing was found that would raise it")
        .isEqualTo(run.plan().cells());

    Side stored = Side.parse(folder.resolve("candidate").toString());
    GateRun again = hold(plan("good"), stored, reference(), "against-stored");
    assertThat(again.verdict()).isEqualTo(Verdict.PASS);
    assertThat(again.paired()).isFalse();
    assertThat(again.reasons()).anyMatch(reason -> reason.contains("no bound covers it"));
  }

  @Test
  void aTransportThatCannotHaveEnoughPairsIsGivenUp() throws Exception {
    GateRun run = hold(plan("silent"), reference(), reference(), "gate");
    assertThat(run.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(told).filteredOn(line -> line.startsWith("candidate")).hasSize(1);
  }

  @Test
  void whatACommandStartsIsTheServer() throws Exception {
    String command =
        "echo getting ready; '%s' -cp '%s' '%s' & wait"
            .formatted(
                ChildCommands.ownJava(),
                ChildCommands.ownClassPath(),
                ListeningServer.class.getName());
    GateRun run = hold(plan("good"), Side.parse(command), Side.parse(command), "gate");
    assertThat(run.verdict()).as("%s", run.cells()).isEqualTo(Verdict.PASS);
    List<Round> rounds = RunFolder.read(temporary.resolve("gate/candidate")).rounds();
    assertThat(rounds)
        .as("of a shell and of the JVM that it started")
        .allSatisfy(
            round -> assertThat(Objects.requireNonNull(round.server()).threads()).isGreaterThan(5));
  }

  /** A server of somebody else's. */
  static final class ListeningServer {
    private ListeningServer() {}

    public static void main(String[] words) throws Exception {
      try (var socket = new java.net.ServerSocket(0)) {
        System.out.println("Now listening on http://127.0.0.1:" + socket.getLocalPort() + " :-)");
        Thread.sleep(60_000);
      }
    }
  }

  @Test
  void whatCannotBeComparedIsRefusedInOneLine() throws Exception {
    hold(plan("good"), reference(), reference(), "gate");
    Path folder = temporary.resolve("gate/candidate");
    Side stored = Side.parse(folder.toString());
    String here = RunFolder.read(folder).environment().id();

    assertThat(StoredSides.plan(stored, reference(), plan("good"), here).transports())
        .containsExactly("sse");
    assertThatThrownBy(() -> StoredSides.plan(stored, reference(), plan("lossy"), here))
        .hasMessageContaining("must have the same workload");
    assertThatThrownBy(() -> StoredSides.plan(stored, reference(), plan("good"), "elsewhere"))
        .hasMessageContaining("must be of environment elsewhere, was of " + here);
    assertThat(StoredSides.plan(stored, reference(), plan("good"), null)).isNotNull();
    assertThatThrownBy(() -> StoredSides.plan(reference(), stored, plan("good"), here))
        .hasMessageContaining("--candidate must not be the folder of a run");
    Files.delete(folder.resolve("environment.json"));
    assertThatThrownBy(() -> Side.parse(folder.toString()))
        .hasMessageContaining("must hold environment.json");
    assertThatThrownBy(() -> Side.parse(" ")).hasMessageContaining("must be a command");
    assertThatThrownBy(() -> Side.parse("none.jar")).hasMessageContaining("a JAR that exists");
  }
}
