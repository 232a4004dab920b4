package dev.pushmark.scenarios.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Injection;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.Needs;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A round calls nobody: in a network namespace whose only way out leads to nobody, with a name
 * server that nobody answers for, not one packet goes that way until one is sent on purpose.
 */
@Timeout(120)
class NobodyCalledTest {
  private static final Path SCRIPT = Path.of("src", "test", "resources", "netns", "round.sh");
  private static final Pattern SENT = Pattern.compile("(?m)^packets (\\w+) (\\d+)$");

  @Test
  void aRoundSendsNothingButToItsServer(@TempDir Path folder) throws Exception {
    List<String> inNamespace = namespace(folder);
    Path spec = SmallRound.write(folder, URI.create("http://127.0.0.1:8080"), "sse");
    List<String> command = new ArrayList<>(inNamespace);
    command.addAll(
        List.of(
            "sh",
            SCRIPT.toString(),
            folder.toString(),
            ChildJvm.JAVA,
            ChildJvm.CLASS_PATH,
            String.join(" ", ChildJvm.FLAGS),
            spec.toString()));
    ChildJvm.Result result = ChildJvm.run(folder, command);

    assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
    Injection injection = Json.read(folder.resolve("injection.json"), Injection.class);
    assertThat(injection.counts().delivered()).isPositive();
    assertThat(packets(result, "before")).isZero();
    assertThat(packets(result, "round")).isZero();
    assertThat(packets(result, "datagram")).isEqualTo(1);
    assertThat(packets(result, "lookup")).as("looking up a name counts too").isGreaterThan(2);
  }

  private static int packets(ChildJvm.Result result, String when) {
    Matcher sent = SENT.matcher(result.out());
    while (sent.find()) {
      if (sent.group(1).equals(when)) {
        return Integer.parseInt(sent.group(2));
      }
    }
    throw new AssertionError("no count '" + when + "' in " + result);
  }

  /** How a command gets into a namespace of its own, as root or as anybody. */
  private static List<String> namespace(Path folder) throws Exception {
    List<List<String>> ways =
        List.of(
            List.of("unshare", "--net", "--mount"),
            List.of("unshare", "--map-root-user", "--net", "--mount"));
    if (Files.isDirectory(Path.of("/proc/self/ns")) && onPath("unshare") && onPath("ip")) {
      for (List<String> way : ways) {
        List<String> attempt = new ArrayList<>(way);
        attempt.addAll(List.of("ip", "link", "add", "out", "type", "veth", "peer", "name", "in"));
        if (ChildJvm.run(folder, attempt).exitCode() == 0) {
          return way;
        }
      }
    }
    Needs.skip(
        "needs network namespaces on Linux: unshare and ip (apt install util-linux iproute2), as"
            + " root or with user namespaces");
    return List.of();
  }

  private static boolean onPath(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
