package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends a run in the middle of a measurement and looks at what is left. */
@Timeout(120)
class OrphanTest {
  @TempDir Path temporary;

  @ParameterizedTest(name = "SIG{0}")
  @ValueSource(strings = {"INT", "TERM", "KILL", "HUP"})
  void noProcessOutlivesTheRunAndItsFolderCanBeRead(String signal) throws Exception {
    Path folder = temporary.resolve("run");
    Process run =
        new ProcessBuilder(
                listeningTo(
                    signal,
                    ChildCommands.ownJava().toString(),
                    "-cp",
                    ChildCommands.ownClassPath(),
                    HangingRun.class.getName(),
                    folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = run.inputReader()) {
      assertThat(out.readLine()).isEqualTo("measuring");
      List<ProcessHandle> family = run.descendants().toList();
      assertThat(family).as("server, injector, watchdog").hasSize(3);
      signal(signal, run.pid());
      assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
      for (ProcessHandle process : family) {
        process.onExit().get(60, TimeUnit.SECONDS);
      }
    } finally {
      run.descendants().forEach(ProcessHandle::destroyForcibly);
      run.destroyForcibly();
    }
    StoredRun stored = RunFolder.read(folder);
    assertThat(stored.run().state()).isEqualTo(Run.State.INCOMPLETE);
    assertThat(stored.rounds()).as("a round that was given up says nothing").isEmpty();
  }

  /** Undoes that whoever started this, such as nohup, has the signal ignored. */
  private static List<String> listeningTo(String signal, String... command) throws Exception {
    List<String> words = new ArrayList<>();
    if (isIgnored(signal)) {
      words.addAll(List.of("env", "--default-signal=" + signal));
    }
    words.addAll(List.of(command));
    return words;
  }

  /** A signal that is ignored stays so in whatever is started from here. */
  private static boolean isIgnored(String signal) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "kill -" + signal + " $$; echo ignored").start();
    try (BufferedReader out = shell.inputReader()) {
      return out.readLine() != null;
    }
  }

  private static void signal(String signal, long pid) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
    assertThat(kill.waitFor()).isZero();
  }
}
