package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.Usage;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import dev.pushmark.scenarios.transport.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lab with real processes that only pretend to measure. */
@Timeout(120)
class LabTest {
  @TempDir Path temporary;

  private final Children children = new Children();
  private final Story story = new Story();

  @AfterEach
  void nothingIsLeftRunning() {
    List<String> left =
        ProcessHandle.current()
            .descendants()
            .map(process -> process.info().command().orElse("ended"))
            .toList();
    children.close();
    assertThat(left).as("the watchdog alone").hasSizeLessThan(2).noneMatch(c -> c.endsWith("java"));
  }

  @Test
  void measuresEveryTransportOncePerBlockAndKeepsAll() throws Exception {
    Plan plan = RoundBuilder.plan("good", List.of("sse", "websocket"), 2);
    Lab.Finished finished = run(plan, Fakes.commands());

    assertThat(finished.conclusion().exitCode()).isEqualTo(Conclusion.DONE);
    StoredRun stored = RunFolder.read(temporary.resolve("run"));
    assertThat(stored.run().state()).isEqualTo(Run.State.COMPLETE);
    assertThat(stored.run().exitCode()).isZero();
    assertThat(stored.rounds()).extracting(Round::outcome).containsOnly(new Outcome.Done());
    assertThat(stored.rounds()).extracting(Round::transport).hasSize(4);
    assertThat(stored.run().order())
        .allSatisfy(block -> assertThat(block).containsExactlyInAnyOrder("sse", "websocket"));
    assertThat(stored.rounds())
        .allSatisfy(
            round -> {
              assertThat(round.transport())
                  .isEqualTo(stored.run().order().get(round.block() - 1).get(round.position() - 1));
              assertThat(stored.histograms().get(round.id())).isNotEmpty();
            });
    assertThat(temporary.resolve("run/in-progress")).doesNotExist();
  }

  @Test
  void seesWhatBothProcessesUse() throws Exception {
    Lab.Finished finished = run(RoundBuilder.plan("slow", List.of("sse"), 1), Fakes.commands());
    Round round = finished.stored().rounds().get(0);
    Usage server = Objects.requireNonNull(round.server());
    Usage injector = Objects.requireNonNull(round.injector());
    assertThat(server.rssAtStartBytes()).isGreaterThan(1_000_000);
    assertThat(server.rssBytes()).isGreaterThan(1_000_000);
    assertThat(injector.cpuNs()).isGreaterThan(FakeInjector.BUSY_NS * 8 / 10);
  }

  @Test
  void keepsTheStallsThatTheServerWroteDownDuringTheMeasurement() throws Exception {
    Lab.Finished finished = run(RoundBuilder.plan("good", List.of("sse"), 1), Fakes.commands());
    StoredRun stored = finished.stored();
    Map<Metric, List<Histogram>> histograms =
        Objects.requireNonNull(stored.histograms().get(stored.rounds().get(0).id()));
    assertThat(histograms.get(Metric.SERVER_STALL))
        .extracting(stalls -> stalls.lowestEquivalentValue(stalls.getMaxValue()))
        .as("neither the one before nor the one after")
        .containsExactly(FakeServer.STALL_NS);
  }

  @Test
  void saysWhereAndHowItMeasured() throws Exception {
    run(RoundBuilder.plan("good", List.of("sse"), 1), Fakes.commands());
    Environment environment = RunFolder.read(temporary.resolve("run")).environment();
    assertThat(environment.cores()).isPositive();
    assertThat(environment.memoryBytes()).isGreaterThan(1L << 20);
    assertThat(environment.cpu()).isNotBlank();
    assertThat(environment.id()).matches("[0-9a-f]{12}");
    assertThat(environment.injectorFlags()).containsExactly("-XX:TieredStopAtLevel=1");
    assertThat(environment.serverCores()).isEmpty();
    assertThat(environment.stealShare()).isBetween(0.0, 1.0);
    assertThat(story.told).contains("note: server and injector share their cores: it is a test");
  }

  @Test
  void aRehearsalLeavesAnArchiveThatInjectorsStartFrom() throws Exception {
    Path archive = temporary.resolve("classes.jsa");
    ChildCommands commands =
        Fakes.commandsFromJars(Files.createDirectory(temporary.resolve("jars")));
    new Rehearsal(children, new Machine(), Clock.system())
        .write(commands, RoundBuilder.plan("good", List.of("sse"), 1), archive);
    assertThat(archive).isNotEmptyFile();
    Lab.Finished finished =
        run(RoundBuilder.plan("good", List.of("sse"), 1), commands.startingFrom(archive));
    assertThat(outcome(finished)).isEqualTo(new Outcome.Done());
  }

  @Test
  void aRehearsalThatFailsSaysWhy() {
    assertThatThrownBy(
            () ->
                new Rehearsal(children, new Machine(), Clock.system())
                    .write(
                        Fakes.commands(),
                        RoundBuilder.plan("crash", List.of("sse"), 1),
                        temporary.resolve("classes.jsa")))
        .hasMessageContaining("no class archive was written")
        .hasMessageContaining("out of luck");
    assertThat(temporary.resolve("classes.jsa")).doesNotExist();
  }

  @Test
  void lostDeliveriesAreAFinding() throws Exception {
    Lab.Finished finished = run(RoundBuilder.plan("lossy", List.of("sse"), 1), Fakes.commands());
    assertThat(finished.conclusion().exitCode()).isEqualTo(Conclusion.FAILED);
    assertThat(outcome(finished)).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void anInjectorThatCrashesMakesTheRoundInvalidAndSaysWhy() throws Exception {
    Lab.Finished finished = run(RoundBuilder.plan("crash", List.of("sse"), 1), Fakes.commands());
    assertThat(finished.conclusion().exitCode()).isEqualTo(Conclusion.INVALID);
    assertThat(reason(finished))
        .contains("the injector ended with exit code 9 in measurement", "out of luck");
  }

  @Test
  void anInjectorThatWritesNothingMakesTheRoundInvalid() throws Exception {
    Lab.Finished finished = run(RoundBuilder.plan("silent", List.of("sse"), 1), Fakes.commands());
    assertThat(reason(finished)).contains("without writing");
  }

  @Test
  void aServerThatCrashesFailsTheRoundAndTheInjectorIsEnded() throws Exception {
    Lab.Finished finished =
        run(RoundBuilder.plan("crash-server", List.of("sse"), 1), Fakes.commands());
    assertThat(finished.conclusion().exitCode()).isEqualTo(Conclusion.FAILED);
    assertThat(outcome(finished))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.reasons().get(0))
                    .contains("the server ended with exit code 3 in "));
  }

  @Test
  void aServerThatDoesNotComeUpMakesTheRoundInvalid() throws Exception {
    Lab.Finished finished =
        run(
            RoundBuilder.plan("good", List.of("sse"), 1),
            Fakes.commands("dev.pushmark.NoSuchServer"));
    assertThat(reason(finished)).contains("could not be started").contains("NoSuchServer");
  }

  @Test
  void brokenInstrumentsAreNotRepeated() throws Exception {
    run(RoundBuilder.plan("damaged", List.of("sse"), 1), Fakes.commands());
    assertThat(story.told).noneMatch(line -> line.startsWith("again"));
    assertThat(RunFolder.read(temporary.resolve("run")).rounds()).hasSize(1);
  }

  @Test
  void theTokenReachesTheInjectorAndNothingThatIsKept() throws Exception {
    ChildCommands commands = Fakes.commands().showing(Token.of("test", "s3cret.token"));
    assertThat(commands.toString()).doesNotContain("s3cret");
    Lab.Finished finished = run(RoundBuilder.plan("with-token", List.of("sse"), 1), commands);

    assertThat(outcome(finished)).isEqualTo(new Outcome.Done());
    assertThat(story.told).noneMatch(line -> line.contains("s3cret"));
    try (Stream<Path> files = Files.walk(temporary)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).as("%s", file).doesNotContain("s3cret");
      }
    }
  }

  @Test
  void aRefusalMakesTheRoundInvalidInTheInjectorsOwnWords() throws Exception {
    Lab.Finished finished = run(RoundBuilder.plan("refused", List.of("sse"), 1), Fakes.commands());
    assertThat(reason(finished))
        .isEqualTo("subscribing was answered with 401 Unauthorized; no token was shown");
  }

  @Test
  void aFolderInUseIsNotTouched() throws Exception {
    Path run = Files.createDirectory(temporary.resolve("run"));
    Files.writeString(run.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> run(RoundBuilder.plan("good", List.of("sse"), 1), Fakes.commands()))
        .hasMessageContaining("empty folder");
    assertThat(run).isDirectoryContaining("glob:**/mine.txt");
  }

  private Lab.Finished run(Plan plan, ChildCommands commands) throws Exception {
    Lab lab = new Lab(children, commands, new Machine(), Clock.system(), story);
    return lab.run(plan, Fakes.PROVENANCE, temporary.resolve("run"));
  }

  private static Outcome outcome(Lab.Finished finished) {
    return finished.stored().rounds().get(0).outcome();
  }

  private static String reason(Lab.Finished finished) {
    return ((Outcome.Invalid) outcome(finished)).reasons().get(0);
  }
}
