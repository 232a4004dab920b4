package dev.pushmark.bench.micro.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FanOutTest {

  @Test
  void everyDeliveryOfEveryWayIsCountedAtTheSink() throws Exception {
    List<String> options =
        List.of("--subscribers", "20", "--burst", "3", "--block", "2", "--rounds", "2");
    Run run = run(options);
    // What so little work costs is chance: both verdicts are possible.
    assertThat(run.exitCode()).as(run.toString()).isIn(0, 1);
    // (2 rounds + 3 of warm-up) x 3 ways x 2 bursts x 3 events x 20 subscribers
    assertThat(run.output()).anyMatch(line -> line.endsWith("they add up"));
    assertThat(run.output())
        .anyMatch(line -> line.contains("1,800 deliveries, at the sink 1,800 (90 to 90 each)"));
    assertThat(run.output()).anyMatch(line -> line.startsWith("Allowed are 1.5 times"));
  }

  @Test
  void aNumberOutOfRangeIsNamed() throws Exception {
    Run run = run(List.of("--subscribers", "0"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).containsExactly("pushmark: --subscribers must be 1 to 15000, was 0");
  }

  private record Run(int exitCode, List<String> output, List<String> errors) {}

  /** In a JVM of its own: the harness tells Netty to look for extensions before it is loaded. */
  private static Run run(List<String> options) throws Exception {
    Queue<String> output = new ConcurrentLinkedQueue<>();
    List<String> command =
        new ArrayList<>(
            List.of(
                ChildCommands.ownJava().toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                ChildCommands.ownClassPath(),
                FanOut.class.getName()));
    command.addAll(options);
    try (Children children = new Children();
        ChildProcess fanOut = children.start("fan-out", Path.of(""), command, output::add)) {
      int exitCode = fanOut.onExit().get(90, TimeUnit.SECONDS);
      return new Run(exitCode, List.copyOf(output), fanOut.errors());
    }
  }
}
