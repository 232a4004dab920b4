package dev.pushmark.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.LeakCheck;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.compression.Compression;
import dev.pushmark.server.reading.Api;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** npm's ws and eventsource, as their authors meant them. */
@ExtendWith(LeakCheck.class)
class NodeClientsTest {
  /** Above the scripts' directory, so that they find what is installed there. */
  private static final Path PREFIX = Path.of("target");

  private static final ServerConfig COMPRESSING =
      ServerConfig.defaults().withCompression(Compression.DEFLATE);

  private static final Pattern SENT =
      Pattern.compile("pushmark_sent_bytes_total\\{transport=\"websocket\"\\} (\\S+)");

  /** Which a machine that is busy with other things needs, too. */
  private static final Duration TIME_TO_ANSWER_A_PING = Duration.ofMillis(1500);

  private static String node = "";

  @BeforeAll
  static void install() throws Exception {
    node = Program.require("Node.js 18 or newer", "node");
    String npm = Program.require("npm", "npm");
    if (!Files.isDirectory(PREFIX.resolve("node_modules/eventsource"))) {
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
              "eventsource@4");
      try (Program installation = Program.start(command)) {
        Program.orSkip(installation.end() == 0, "npm cannot install ws and eventsource");
      }
    }
  }

  private static Program script(String name, Object... arguments) throws Exception {
    Path script = PREFIX.resolve("test-classes/clients").resolve(name);
    List<String> command = new java.util.ArrayList<>(List.of(node, script.toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return Program.start(command);
  }

  @Test
  void wsPublishesReceivesAndCloses() throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults());
        Program ws = script("ws.mjs", Api.of(server).uri("ws", "/rooms/node/socket"), 50)) {
      assertThat(ws.line()).isEqualTo("open");
      for (int number = 1; number <= 50; number++) {
        assertThat(ws.line())
            .startsWith("text {\"id\":\"")
            .endsWith("-" + number + "\",\"data\":" + number + "}");
      }
      assertThat(ws.line()).isEqualTo("close 4001");
      assertThat(ws.end()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 15})
  void wsCompressesBothWaysWithinItsWindow(int bits) throws Exception {
    try (ReferenceServer server = ReferenceServer.start(COMPRESSING);
        Program ws = script("ws.mjs", Api.of(server).uri("ws", "/rooms/node/socket"), 20, bits)) {
      assertThat(ws.line()).isEqualTo("open");
      assertThat(ws.line()).isEqualTo("permessage-deflate");
      for (int number = 1; number <= 20; number++) {
        assertThat(ws.line())
            .startsWith("text {\"id\":\"")
            .endsWith("\"data\":\"" + "again and ".repeat(20) + number + "\"}");
      }
      assertThat(ws.line()).isEqualTo("close 4001");
      assertThat(ws.end()).isZero();
      long sent = sentBytes(server);
      assertThat(sent).isPositive();
      if (bits > 8) {
        assertThat(sent).isLessThan(20 * 150);
      }
    }
  }

  /** Of all WebSockets so far. */
  private static long sentBytes(ReferenceServer server) throws Exception {
    Matcher sent = SENT.matcher(Api.of(server).get("/metrics").body());
    assertThat(sent.find()).isTrue();
    return (long) Double.parseDouble(sent.group(1));
  }

  @Test
  void wsIsPingedAndToldWhenTheServerGoes() throws Exception {
    ServerConfig config = ServerConfig.defaults().withHeartbeat(TIME_TO_ANSWER_A_PING);
    ReferenceServer server = ReferenceServer.start(config);
    try (Program ws = script("ws.mjs", Api.of(server).uri("ws", "/rooms/node/socket"), 0)) {
      assertThat(ws.line()).isEqualTo("open");
      for (int pings = 0; pings < 3; pings++) {
        assertThat(ws.line()).isEqualTo("ping");
      }
      server.close();
      String line = ws.line();
      while (line.equals("ping")) {
        line = ws.line();
      }
      assertThat(line).isEqualTo("close 1001");
    }
  }

  @ParameterizedTest
  @EnumSource
  void eventSourceReconnectsAndIsToldOfTheOtherLife(Compression compression) throws Exception {
    ServerConfig config = ServerConfig.defaults().withCompression(compression);
    ReferenceServer first = ReferenceServer.start(config);
    Api api = Api.of(first);
    try (Program source = script("eventsource.mjs", api.uri("http", "/rooms/node/stream"))) {
      assertThat(source.line()).isEqualTo("open");
      String id = api.publish("node", 1);
      assertThat(source.line()).isEqualTo("message " + id + " 1");
      first.close();
      ServerConfig samePort = config.withPort(first.port());
      try (ReferenceServer second = ReferenceServer.start(samePort)) {
        String next = Api.of(second).publish("node", 2);
        assertThat(source.line()).isEqualTo("open");
        assertThat(source.line())
            .startsWith("gap ")
            .endsWith("{\"after\":\"" + id + "\",\"next\":\"" + next + "\"}");
        assertThat(source.line()).isEqualTo("message " + next + " 2");
      }
    }
  }
}
