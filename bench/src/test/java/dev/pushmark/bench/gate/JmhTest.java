package dev.pushmark.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.gate.Fork;
import dev.pushmark.results.model.Benchmark;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the real JMH, which measures next to nothing. */
@Timeout(120)
class JmhTest {
  private static final List<String> SHORT = List.of("-wi", "0", "-i", "2", "-r", "50ms");

  @TempDir private Path folder;

  private final Children children = new Children();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream log = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @AfterEach
  void stop() {
    children.close();
  }

  /** That of this build, whoever else measures on this machine. */
  private static MicroSide.Started reference() {
    return new MicroSide.Started(
        "reference",
        List.of(
            ChildCommands.ownJava().toString(),
            "-Djmh.ignoreLock=true",
            "-cp",
            ChildCommands.ownClassPath(),
            "org.openjdk.jmh.Main"));
  }

  @Test
  void listsBenchmarksWithEachValueOfTheirParameters() throws Exception {
    Jmh jmh = new Jmh(children, SHORT);
    assertThat(jmh.list(reference(), "(?i)scheduling.duetimes"))
        .extracting(Benchmark::subject)
        .containsExactly(
            "dev.pushmark.bench.micro.Scheduling.dueTimes {arrivals=CONSTANT}",
            "dev.pushmark.bench.micro.Scheduling.dueTimes {arrivals=POISSON}",
            "dev.pushmark.bench.micro.Scheduling.dueTimes {arrivals=BURSTS}");
    assertThat(jmh.list(reference(), "no such benchmark")).isEmpty();
    Jmh choosing = new Jmh(children, List.of("-p", "arrivals=BURSTS"));
    assertThat(choosing.list(reference(), "Scheduling.plainLoop"))
        .extracting(Benchmark::params)
        .containsExactly(Map.of("arrivals", "BURSTS"));
  }

  @Test
  void measuresWhatIsAskedForInOneFork() throws Exception {
    Benchmark write = new Benchmark("dev.pushmark.bench.micro.StampWriting.write", Map.of());
    Benchmark due =
        new Benchmark(
            "dev.pushmark.bench.micro.Scheduling.dueTimes", Map.of("arrivals", "POISSON"));
    Path results = folder.resolve("results.json");
    Fork fork = new Jmh(children, SHORT).fork(reference(), 3, List.of(write, due), results, log);
    assertThat(fork.number()).isEqualTo(3);
    assertThat(fork.asked()).containsExactlyInAnyOrder(write.subject(), due.subject());
    assertThat(fork.scores()).containsOnlyKeys(write.subject(), due.subject());
    assertThat(fork.scores().values())
        .allSatisfy(
            scores ->
                assertThat(scores)
                    .singleElement()
                    .satisfies(
                        score -> {
                          assertThat(score.value()).isPositive().isFinite();
                          assertThat(score.mode()).isEqualTo("avgt");
                          assertThat(score.unit()).isEqualTo("ns/op");
                          assertThat(score.settings()).startsWith("2 × 50 ms after 0 × ");
                        }));
    JmhFile file = JmhFile.read(results);
    assertThat(file.jvms())
        .as("JMH's forks run on the JVM that runs this")
        .containsExactly(JmhFile.ownJvm());
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("# Fork: 1 of 1");
  }

  @Test
  void saysWhyItDidNotMeasure() {
    Path results = folder.resolve("results.json");
    List<Benchmark> none = List.of(new Benchmark("no.such.Benchmark.at", Map.of()));
    assertThatThrownBy(() -> new Jmh(children, SHORT).fork(reference(), 1, none, results, log))
        .isInstanceOf(Jmh.FailedException.class)
        .hasMessageStartingWith("ended with exit code 1: ");
    Jmh wrong = new Jmh(children, List.of("-i", "lots"));
    assertThatThrownBy(() -> wrong.list(reference(), ".*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it ended with exit code 1: ");
    MicroSide.Started missing =
        new MicroSide.Started("x", List.of("/bin/sh", "-c", "no-such-command"));
    assertThatThrownBy(() -> new Jmh(children, SHORT).list(missing, ".*"))
        .hasMessageContaining("it ended with exit code 127: ");
  }

  @Test
  void aCommandThatForksMoreOftenOrWritesNothingHasNotMeasured() {
    Path results = folder.resolve("results.json");
    List<Benchmark> one = List.of(new Benchmark("demo.Bench.read", Map.of()));
    MicroSide.Started silent = new MicroSide.Started("x", List.of("/bin/sh", "-c", "true", "sh"));
    assertThatThrownBy(() -> new Jmh(children, SHORT).fork(silent, 1, one, results, log))
        .hasMessageStartingWith("left no results: ");
    String twice =
        "while [ \"$1\" != -rff ]; do shift; done; echo '%s' > \"$2\""
            .formatted(FakeJmh.json(List.of("demo.Bench.read,100,ns/op,avgt"), 2, 1));
    MicroSide.Started two = new MicroSide.Started("x", List.of("/bin/sh", "-c", twice, "sh"));
    assertThatThrownBy(() -> new Jmh(children, SHORT).fork(two, 1, one, results, log))
        .hasMessage("measured in 2 forks instead of one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-f", "-f3", "-f=3", "--f", "-rf", "-rff", "-foe", "-o", "-l", "-lp", "-h"})
  void optionsThatAreTheGatesOwnAreRefused(String option) {
    assertThatThrownBy(() -> new Jmh(children, List.of("-wi", "1", option)))
        .hasMessageContaining("JMH's options must be others than -f, ")
        .hasMessageEndingWith("was " + option);
  }

  @Test
  void aJarRunsByItselfOrWithTheLibrariesBesideIt() throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    Path thin = folder.resolve("thin.jar");
    new JarOutputStream(Files.newOutputStream(thin), manifest).close();
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.openjdk.jmh.Main");
    Path whole = folder.resolve("whole.jar");
    new JarOutputStream(Files.newOutputStream(whole), manifest).close();

    assertThat(((MicroSide.Started) MicroSide.parse(whole.toString())).command())
        .containsExactly(ChildCommands.ownJava().toString(), "-jar", whole.toString());
    assertThat(((MicroSide.Started) MicroSide.parse(thin.toString())).command())
        .containsExactly(
            ChildCommands.ownJava().toString(),
            "-cp",
            thin + File.pathSeparator + folder.resolve("lib") + File.separator + "*",
            "org.openjdk.jmh.Main");
    assertThat(((MicroSide.Started) MicroSide.parse("make jmh")).command())
        .containsExactly("/bin/sh", "-c", "make jmh \"$@\"", "sh");
    Files.writeString(folder.resolve("text.jar"), "no archive");
    assertThatThrownBy(() -> MicroSide.parse(folder.resolve("text.jar").toString()))
        .hasMessageStartingWith("must be a JAR, was ");
  }
}
