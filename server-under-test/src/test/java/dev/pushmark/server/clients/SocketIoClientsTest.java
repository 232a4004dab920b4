package dev.pushmark.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.LeakCheck;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.reading.Api;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** npm's socket.io-client 4.8 in all its ways of connecting. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
class SocketIoClientsTest {
  /** Above the scripts' directory, so that they find what is installed there. */
  private static final Path PREFIX = Path.of("target");

  private static String node = "";

  @BeforeAll
  static void install() throws Exception {
    node = Program.require("Node.js 18 or newer", "node");
    String npm = Program.require("npm", "npm");
    if (!Files.isDirectory(PREFIX.resolve("node_modules/socket.io-client"))) {
      List<String> command =
          List.of(
              npm,
              "install",
              "--prefix",
              PREFIX.toString(),
              "--no-save",
              "--no-package-lock",
              "--no-audit",
              "--no-fund",
              "--ignore-scripts",
              "ws@8",
              "eventsource@4",
              "socket.io-client@4.8");
      try (Program installation = Program.start(command)) {
        Program.orSkip(installation.end() == 0, "npm cannot install socket.io-client");
      }
    }
  }

  private static Program start(Api api, String mode) throws Exception {
    Path script = PREFIX.resolve("test-classes/clients/socketio.mjs");
    return Program.start(List.of(node, script.toString(), api.uri("http", "").toString(), mode));
  }

  private static List<String> lines(Program client, int count) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(client.line());
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
  void itJoinsPublishesIsRecoveredAndReconnects(String mode) throws Exception {
    ServerConfig config = ServerConfig.defaults().withHeartbeat(Duration.ofSeconds(1));
    ReferenceServer server = ReferenceServer.start(config);
    Api api = Api.of(server);
    try (Program client = start(api, mode)) {
      assertThat(client.line()).isEqualTo("connected false");
      String joined = client.line();
      assertThat(joined).startsWith("joined ").endsWith("-0");
      String epoch = joined.substring("joined ".length(), joined.length() - 1);
      if (mode.contains(",")) {
        assertThat(client.line()).isEqualTo("upgraded to websocket");
      }
      assertThat(lines(client, 5))
          .containsExactlyInAnyOrder(
              "event {\"a\":[1,\"\u20ac\"]} " + epoch + "1",
              "published " + epoch + "1",
              "event {\"binary\":true} " + epoch + "2",
              "published " + epoch + "2",
              "refused the first argument must be a room's name");
      assertThat(client.line()).isEqualTo("lost forced close");
      String missed = api.publish("node", 3);
      assertThat(lines(client, 2)).containsExactly("connected true", "event 3 " + missed);
      server.close();
      assertThat(client.line()).startsWith("lost transport ");
      try (ReferenceServer second = ReferenceServer.start(config.withPort(server.port()))) {
        assertThat(client.line()).isEqualTo("connected false");
        assertThat(client.line()).startsWith("gap {\"after\":\"" + missed + "\",\"next\":\"");
        String next = Api.of(second).publish("node", 4);
        assertThat(client.line()).isEqualTo("event 4 " + next);
      }
    } finally {
      server.close();
    }
  }
}
