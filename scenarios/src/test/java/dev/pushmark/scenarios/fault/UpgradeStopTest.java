package dev.pushmark.scenarios.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.Fault.BlockUpgrade.How;
import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.fault.Wire.Pair;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a network that blocks WebSocket does to the first request of a connection. */
@Timeout(30)
@ExtendWith(LogCheck.class)
class UpgradeStopTest {
  private static final String UPGRADE =
      "GET /rooms/a/socket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
  private static final String POLL = "GET /rooms/a/events HTTP/1.1\r\nHost: a\r\n\r\n";

  private static void strike(Wire wire, How how) {
    wire.strike(new Fault.BlockUpgrade(how, Duration.ofDays(1)));
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static String receive(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), ISO_8859_1);
  }

  private static long struck(Wire wire) {
    return wire.proxy.log().struck(Fault.BlockUpgrade.class);
  }

  @Test
  void aRefusedUpgradeIsAnsweredAndTheServerNeverHearsOfIt() throws Exception {
    try (Wire wire = new Wire()) {
      strike(wire, How.REFUSE);
      Pair pair = wire.connect();
      send(pair.client(), UPGRADE);
      String answer = new String(pair.client().getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 403 Forbidden\r\n").endsWith("\r\n\r\n");
      assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
      assertThat(struck(wire)).isEqualTo(1);
      Wire.await("nothing is left", () -> wire.proxy.counts().open() == 0);
    }
  }

  @Test
  void aSwallowedUpgradeLeavesAConnectionOnWhichNothingHappens() throws Exception {
    try (Wire wire = new Wire()) {
      strike(wire, How.SWALLOW);
      Pair pair = wire.connect();
      send(pair.client(), UPGRADE);
      Wire.await("it is stopped", () -> struck(wire) == 1);
      pair.server().setSoTimeout(200);
      assertThatThrownBy(() -> pair.server().getInputStream().read())
          .hasMessageContaining("timed out");
      assertThat(wire.proxy.counts().open()).isEqualTo(1);
    }
  }

  @Test
  void aCutUpgradeIsResetOnBothSides() throws Exception {
    try (Wire wire = new Wire()) {
      strike(wire, How.CUT);
      Pair pair = wire.connect();
      send(pair.client(), UPGRADE);
      assertThatThrownBy(() -> pair.client().getInputStream().read())
          .hasMessage("Connection reset");
      assertThatThrownBy(() -> pair.server().getInputStream().read())
          .hasMessage("Connection reset");
    }
  }

  @ParameterizedTest
  @EnumSource(How.class)
  void otherRequestsPassAndSoDoesWhatFollowsThem(How how) throws Exception {
    try (Wire wire = new Wire()) {
      strike(wire, how);
      Pair pair = wire.connect();
      send(pair.client(), POLL);
      assertThat(receive(pair.server(), POLL.length())).isEqualTo(POLL);
      send(pair.client(), UPGRADE); // not the first request
      assertThat(receive(pair.server(), UPGRADE.length())).isEqualTo(UPGRADE);
      assertThat(struck(wire)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0016\u0003\u0001\r\nUpgrade: websocket\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET /a HTTP/1.1\r\nUpgrade: h2c\r\n\r\n"
      })
  void whatIsNoUpgradeToWebSocketPasses(String text) throws Exception {
    try (Wire wire = new Wire()) {
      strike(wire, How.CUT);
      Pair pair = wire.connect();
      send(pair.client(), text);
      assertThat(receive(pair.server(), text.length())).isEqualTo(text);
    }
  }

  @Test
  void anUpgradeIsRecognizedInPieces() throws Exception {
    try (Wire wire = new Wire()) {
      strike(wire, How.REFUSE);
      Pair pair = wire.connect();
      String beginning = UPGRADE.substring(0, 50);
      send(pair.client(), beginning);
      assertThat(receive(pair.server(), beginning.length())).isEqualTo(beginning);
      send(pair.client(), UPGRADE.substring(50));
      assertThat(receive(pair.client(), 12)).isEqualTo("HTTP/1.1 403");
    }
  }

  @Test
  void whoConnectsBeforeOrAfterwardsIsLetThrough() throws Exception {
    try (Wire wire = new Wire()) {
      Pair before = wire.connect();
      wire.strike(new Fault.BlockUpgrade(How.CUT, Duration.ofMillis(50))).join();
      send(before.client(), UPGRADE);
      assertThat(receive(before.server(), UPGRADE.length())).isEqualTo(UPGRADE);
      Pair after = wire.connect();
      send(after.client(), UPGRADE);
      assertThat(receive(after.server(), UPGRADE.length())).isEqualTo(UPGRADE);
    }
  }
}
