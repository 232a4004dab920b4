package dev.pushmark.scenarios.gatling;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Injection;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.contract.RawServer;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The injector with a token: it gets in, and nobody finds the token in what it leaves. */
@Timeout(90)
class InjectorTokenTest {
  private static final String SECRET = "c2VjcmV0.of-the_test~0123456789";
  private static final String BEARER = "\r\nAuthorization: Bearer " + SECRET + "\r\n";

  @TempDir Path folder;

  @Test
  void aRoundBehindADoorThatAsksForItSucceedsAndLeavesNoTrace() throws Exception {
    ChildJvm.Result result;
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults());
        RawServer door = new RawServer((in, out) -> letIn(server.port(), in, out))) {
      Path spec = SmallRound.write(folder, door.url(), "websocket");
      result = run(spec);
    }
    assertThat(result.exitCode()).as(result.err()).isZero();
    Injection injection = Json.read(folder.resolve("injection.json"), Injection.class);
    assertThat(injection.complaints()).isEmpty();
    assertThat(injection.counts().delivered())
        .isEqualTo(injection.counts().expected())
        .isPositive();
    assertNoTrace();
  }

  @Test
  void whoIsNotLetInEndsAtOnceAndSaysWhyWithoutTheToken() throws Exception {
    ChildJvm.Result result;
    try (RawServer door =
        new RawServer(RawServer.answering("HTTP/1.1 401 No " + SECRET + "\r\n\r\n"))) {
      result = run(SmallRound.write(folder, door.url(), "websocket"));
    }
    assertThat(result.exitCode()).isEqualTo(Injector.REFUSED);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err())
        .containsPattern("(subscribing|publishing) was answered with 401 No \\(the token\\); the");
    assertNoTrace();
  }

  private ChildJvm.Result run(Path spec) throws Exception {
    return ChildJvm.runWith(
        folder, Map.of("PUSHMARK_TOKEN", SECRET), Injector.class, spec.toString());
  }

  private void assertNoTrace() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files).as("what it wrote, and its output").hasSizeGreaterThanOrEqualTo(3);
    for (Path file : files) {
      assertThat(Files.readString(file, ISO_8859_1)).as("%s", file).doesNotContain(SECRET);
    }
  }

  /** Hands a connection on to the server if its first request shows the token. */
  private static void letIn(int port, InputStream in, OutputStream out) throws IOException {
    String head = RawServer.readHead(in);
    if (!head.contains(BEARER)) {
      out.write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
      return;
    }
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      server.setTcpNoDelay(true);
      Thread back = new Thread(() -> copy(server, out), "door");
      back.setDaemon(true);
      back.start();
      server.getOutputStream().write(head.getBytes(ISO_8859_1));
      in.transferTo(server.getOutputStream());
    }
  }

  private static void copy(Socket server, OutputStream out) {
    try {
      server.getInputStream().transferTo(out);
    } catch (IOException e) {
      // one of the two has gone
    }
  }
}
