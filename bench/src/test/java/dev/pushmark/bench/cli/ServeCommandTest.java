package dev.pushmark.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What stands beside the server; the server itself is stood in for by what it prints. */
class ServeCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void theAddressOfTheLiveViewIsPrintedBelowThatOfTheServer() {
    assertThat(serve("http://127.0.0.1:1")).isZero();
    assertThat(out.toString().lines())
        .hasSize(2)
        .first()
        .isEqualTo("pushmark-server listening on http://127.0.0.1:1");
    assertThat(out.toString()).containsPattern("Live view http://127\\.0\\.0\\.1:[1-9][0-9]*/");
  }

  @Test
  void thereIsNoLiveViewWhereItCouldNotTalkToTheServer() {
    serve("https://127.0.0.1:1");
    serve("http://192.0.2.1:1");
    serve("http://127.0.0.1:1", "--access-keys", "keys.json");
    assertThat(out.toString().lines().filter(line -> line.startsWith("No live view: "))).hasSize(3);
    assertThat(out.toString()).doesNotContain("Live view http");
  }

  @Test
  void theLiveViewCanBeLeftOut() {
    serve("http://127.0.0.1:1", "--no-live");
    assertThat(out.toString().lines()).hasSize(1);
  }

  @Test
  void aPortThatThereCannotBeIsRefusedInOneLine() {
    assertThat(serve("http://127.0.0.1:1", "--live-port", "70000")).isEqualTo(2);
    assertThat(err.toString()).contains("--live-port must be 0 to 65535, was 70000");
  }

  @Test
  void aLivePortThatIsTakenIsRefusedBeforeTheServerStarts() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(serve("http://127.0.0.1:1", "--live-port", port)).isEqualTo(2);
      assertThat(err.toString()).contains("--live-port must be free on 127.0.0.1, was " + port);
      assertThat(out.toString()).isEmpty();
    }
  }

  private int serve(String listening, String... words) {
    String says = "echo pushmark-server listening on " + listening;
    CommandLine line =
        new CommandLine(new ServeCommand(options -> List.of("/bin/sh", "-c", says, "sh")));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(words);
  }
}
