package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.scenarios.gatling.Injector;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RoundServerTest {
  private static final List<String> COMMAND =
      List.of(
          ChildCommands.ownJava().toString(),
          "-cp",
          ChildCommands.ownClassPath(),
          "dev.pushmark.server.Main",
          "--port",
          "0");

  @TempDir Path folder;

  private static String granted(RoundServer server, String wish) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    server.grant(wish, answer::complete);
    return answer.get(30, TimeUnit.SECONDS);
  }

  private static int health(URI url, Duration patience) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url.resolve("/metrics")).timeout(patience).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  @EnabledOnOs(OS.LINUX) // SIGSTOP
  void standsStillGoesOnEndsAndComesBackWhereItListenedAsIsWished() throws Exception {
    try (Children children = new Children();
        RoundServer server = RoundServer.start(children, COMMAND, folder, Duration.ofSeconds(30))) {
      URI url = server.url();
      long pid = server.child().pid();
      String done = Injector.serverDone(url);

      assertThat(granted(server, "pause")).isEqualTo(done);
      assertThatThrownBy(() -> health(url, Duration.ofMillis(200)))
          .isInstanceOf(HttpTimeoutException.class);
      assertThat(granted(server, "resume")).isEqualTo(done);
      assertThat(health(url, Duration.ofSeconds(20))).isEqualTo(200);

      assertThat(granted(server, "stop")).isEqualTo(done);
      assertThatThrownBy(() -> health(url, Duration.ofSeconds(20))).isInstanceOf(IOException.class);
      assertThat(granted(server, "start")).isEqualTo(done);
      assertThat(server.child().pid()).isNotEqualTo(pid);
      assertThat(health(url, Duration.ofSeconds(20))).isEqualTo(200);
      assertThat(server.onExit()).as("nobody had to ask why it ended").isNotDone();

      assertThat(granted(server, "dance"))
          .isEqualTo(Injector.serverFailed("a server cannot be made to dance"));
      server.child().stop(Duration.ofSeconds(5));
      assertThat(server.onExit().get(20, TimeUnit.SECONDS)).isNotNegative();
    }
  }
}
