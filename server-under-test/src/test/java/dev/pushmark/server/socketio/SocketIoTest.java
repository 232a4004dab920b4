package dev.pushmark.server.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.LeakCheck;
import dev.pushmark.server.reading.Api;
import dev.pushmark.server.reading.EngineLink;
import dev.pushmark.server.reading.PollingLink;
import dev.pushmark.server.reading.SocketLink;
import dev.pushmark.server.wire.Timeouts;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Socket.IO, protocol 5: the ground that its public test suite covers, over both transports. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class SocketIoTest {
  private static final String PATH = "/socket.io/";
  private static final String PLACEHOLDERS =
      "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";

  private ConformanceServer server;
  private Api api;

  @BeforeEach
  void start() throws Exception {
    Timeouts timeouts = new Timeouts(Duration.ofSeconds(1), Duration.ofMinutes(2));
    server = new ConformanceServer(0, 2, timeouts);
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    api = new Api(client, server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private EngineLink open(boolean polling) throws Exception {
    return polling ? PollingLink.open(api, PATH) : SocketLink.open(api, PATH);
  }

  private EngineLink connected(boolean polling) throws Exception {
    EngineLink link = open(polling);
    link.send("40");
    assertThat(link.message()).matches("40\\{\"sid\":\"[A-Za-z0-9_-]{20}\"\\}");
    assertThat(link.message()).isEqualTo("42[\"auth\",{}]");
    return link;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "40 40 42[\"auth\",{}]",
        "40{\"token\":\"123\"} 40 42[\"auth\",{\"token\":\"123\"}]",
        "40/custom, 40/custom, 42/custom,[\"auth\",{}]",
        "40/custom,{\"a\":[1]} 40/custom, 42/custom,[\"auth\",{\"a\":[1]}]",
        "40/custom?x=1,{\"a\":2} 40/custom, 42/custom,[\"auth\",{\"a\":2}]"
      })
  void aClientConnectsToANamespaceWithItsCredentials(String packet, String answer, String event)
      throws Exception {
    try (EngineLink link = open(false)) {
      link.send(packet);
      assertThat(link.message()).startsWith(answer + "{\"sid\":\"");
      assertThat(link.message()).isEqualTo(event);
    }
  }

  @Test
  void anUnknownNamespaceIsRefusedInWords() throws Exception {
    try (EngineLink link = open(false)) {
      link.send("40/random");
      assertThat(link.message()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"4abc", "4", "40[]", "40{", "42[\"message\"]", "41", "47", "451-[\"message\"]"})
  void whatIsNoHandshakeEndsTheSession(String packet) throws Exception {
    try (SocketLink link = SocketLink.open(api, PATH)) {
      link.send(packet);
      if (packet.startsWith("451-")) {
        link.send(new byte[] {1});
      }
      assertThat(link.message()).isEqualTo("closed");
    }
    Until.holds(() -> server.sessions() == 0);
  }

  @Test
  void whoNeverConnectsHasToGo() throws Exception {
    try (EngineLink link = open(false)) {
      assertThat(link.message()).isEqualTo("closed"); // though it answers pings
    }
  }

  @Test
  void oneNamespaceIsLeftWithoutTheOther() throws Exception {
    try (EngineLink link = connected(false)) {
      link.send("40/custom");
      assertThat(link.message()).startsWith("40/custom,{\"sid\":\"");
      assertThat(link.message()).isEqualTo("42/custom,[\"auth\",{}]");
      link.send("41/custom");
      link.send("42[\"message\",\"to the main namespace\"]");
      assertThat(link.message()).isEqualTo("42[\"message-back\",\"to the main namespace\"]");
      link.send("42/custom,[\"message\"]");
      assertThat(link.message()).isEqualTo("closed");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void argumentsComeBackAsTheyWereWritten(boolean polling) throws Exception {
    String arguments = "1, \"2\\u0041\" ,{\"3\":[true, null]},-1.50e3,\"\u20ac\",false";
    try (EngineLink link = connected(polling)) {
      link.send("42[\"message\"," + arguments + "]");
      assertThat(link.message()).isEqualTo("42[\"message-back\"," + arguments + "]");
      link.send("42456[\"message-with-ack\"," + arguments + "]");
      assertThat(link.message()).isEqualTo("43456[" + arguments + "]");
      link.send("42[\"message\"]");
      assertThat(link.message()).isEqualTo("42[\"message-back\"]");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void attachmentsFollowTheirPacketBothWays(boolean polling) throws Exception {
    try (EngineLink link = connected(polling)) {
      attach(link, "452-[\"message\"," + PLACEHOLDERS + "]");
      assertThat(link.message()).isEqualTo("452-[\"message-back\"," + PLACEHOLDERS + "]");
      assertThat(link.message()).isEqualTo("bAQID");
      assertThat(link.message()).isEqualTo("bBAUG");
      attach(link, "452-789[\"message-with-ack\"," + PLACEHOLDERS + "]");
      assertThat(link.message()).isEqualTo("462-789[" + PLACEHOLDERS + "]");
      assertThat(link.message()).isEqualTo("bAQID");
      assertThat(link.message()).isEqualTo("bBAUG");
    }
  }

  private static void attach(EngineLink link, String packet) throws Exception {
    if (link instanceof SocketLink socket) {
      socket.send(packet);
      socket.send(new byte[] {1, 2, 3});
      socket.send(new byte[] {4, 5, 6});
    } else {
      link.send(packet + "\u001ebAQID\u001ebBAUG");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4abc",
        "42{}",
        "42",
        "42[]",
        "42[1]",
        "42[\"message\"",
        "42[\"message\"]]",
        "42[\"disconnect\"]",
        "42abc[\"message-with-ack\"]",
        "429999999999999999[\"message\"]",
        "45[\"message\"]",
        "4511-[\"message\"]",
        "40",
        "44{}",
        "43{}",
        "42[\u0000\"message\"]"
      })
  void whatIsMalformedEndsTheSession(String packet) throws Exception {
    try (EngineLink link = connected(false)) {
      link.send(packet);
      assertThat(link.message()).isEqualTo("closed");
    }
    Until.holds(() -> server.sessions() == 0);
  }

  @Test
  void anAttachmentOfNothingEndsTheSession() throws Exception {
    try (EngineLink link = connected(false)) {
      ((SocketLink) link).send(new byte[] {1});
      assertThat(link.message()).isEqualTo("closed");
    }
    try (EngineLink link = connected(false)) {
      link.send("451-[\"message\",{\"_placeholder\":true,\"num\":0}]");
      link.send("42[\"message\"]");
      assertThat(link.message()).isEqualTo("closed");
    }
  }
}
