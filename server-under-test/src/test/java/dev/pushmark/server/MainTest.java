package dev.pushmark.server;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  private static Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(options));
    return new ProcessBuilder(command).start();
  }

  @Test
  void printsWhereItListensAndEndsWithZeroWhenAskedTo() throws Exception {
    Process process = start("--port", "0", "--event-loops", "1");
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine())
          .matches("pushmark-server listening on http://127\\.0\\.0\\.1:[1-9][0-9]*");
      CompletableFuture<String> rest =
          CompletableFuture.supplyAsync(() -> out.lines().collect(joining()));
      process.toHandle().destroy();
      assertThat(rest.get(20, TimeUnit.SECONDS)).isEmpty();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aPortInUseIsOneLineAndExitCodeOne() throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      Process process = start("--port", Integer.toString(server.port()));
      try (BufferedReader err = process.errorReader()) {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(err.lines().filter(line -> line.startsWith("pushmark-server: cannot listen")))
            .hasSize(1);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void aStallLogThatCannotBeWrittenIsOneLineAndExitCodeOne() throws Exception {
    Process process = start("--stall-log", "/no/such/folder/stalls.hlog");
    try (BufferedReader err = process.errorReader()) {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
      assertThat(err.lines())
          .filteredOn(line -> line.startsWith("pushmark-server: cannot write --stall-log"))
          .hasSize(1);
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--port,70000",
    "--port,x",
    "--event-loops,0",
    "--retain-events,0",
    "--retain-bytes,-1",
    "--retain-age,5",
    "--retain-age,0s",
    "--max-wait,-1",
    "--max-wait,1e99",
    "--heartbeat,0",
    "--batch-window,11s",
    "--batch-window,20",
    "--request-timeout,10ms",
    "--idle-timeout,2d",
    "--write-log,/",
    "--nonsense,1",
  })
  void badInputIsOneLineThatNamesTheOptionAndExitCodeTwo(String option, String value) {
    StringWriter err = new StringWriter();
    int code = Main.commandLine().setErr(new PrintWriter(err)).execute(option, value);
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains(option);
  }
}
