package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.observation.ServerSample;
import dev.pushmark.bench.lab.observation.ServerSampler;
import dev.pushmark.bench.lab.process.Children;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Looks at a real server: slow, so taken at night. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ServerSamples {
  private static final int POLLS = 10;

  @Test
  void pollsThatAreHeldAreConnectionsDescriptorsAndTimers(@TempDir Path folder) throws Exception {
    try (Children children = new Children();
        ServerProcess server =
            ServerProcess.start(
                children,
                ChildCommands.server(List.of("--port", "0")),
                folder,
                Duration.ofSeconds(30))) {
      URI url = server.cleartextUrl();
      ServerSampler sampler = new ServerSampler(Clock.system(), server.pid(), url);
      String last = published(url);
      ServerSample before = sampler.take("");
      List<Socket> held = new ArrayList<>();
      for (int i = 0; i < POLLS; i++) {
        held.add(heldPoll(url, last));
      }
      ServerSample with = whenHeld(sampler);
      for (Socket each : held) {
        each.close();
      }
      assertThat(before.heapBytes()).isGreaterThan(1_000_000);
      assertThat(before.threads()).isGreaterThan(3);
      assertThat(before.connections()).isLessThanOrEqualTo(1);
      assertThat(with.atSeconds()).isGreaterThan(before.atSeconds());
      assertThat(with.connections() - before.connections()).isBetween(POLLS - 1L, POLLS + 1L);
      assertThat(with.descriptors() - before.descriptors()).isGreaterThanOrEqualTo(POLLS);
      assertThat(with.timers() - before.timers()).isGreaterThanOrEqualTo(POLLS);
    }
  }

  private static Socket heldPoll(URI url, String after) throws Exception {
    Socket socket = new Socket(url.getHost(), url.getPort());
    String request =
        "GET /rooms/soak/events?wait=30&after=%s HTTP/1.1\r\nHost: %s\r\n\r\n"
            .formatted(after, url.getAuthority());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Publishes an event and returns its id, behind which there is nothing yet. */
  private static String published(URI url) throws Exception {
    HttpURLConnection post =
        (HttpURLConnection) url.resolve("/rooms/soak/events").toURL().openConnection();
    post.setRequestMethod("POST");
    post.setDoOutput(true);
    post.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
    try (InputStream in = post.getInputStream()) {
      Matcher id =
          Pattern.compile("\"id\":\"([^\"]+)\"")
              .matcher(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
      assertThat(id.find()).isTrue();
      return id.group(1);
    }
  }

  /** They are on their way: looked at until all are there. */
  private static ServerSample whenHeld(ServerSampler sampler) throws Exception {
    ServerSample sample = sampler.take("long-polling");
    for (int i = 0; i < 20 && sample.connections() < POLLS; i++) {
      sample = sampler.take("long-polling");
    }
    return sample;
  }
}
