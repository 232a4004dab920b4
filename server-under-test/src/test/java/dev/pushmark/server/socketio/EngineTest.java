package dev.pushmark.server.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.LeakCheck;
import dev.pushmark.server.reading.Api;
import dev.pushmark.server.reading.PollingLink;
import dev.pushmark.server.reading.SocketLink;
import dev.pushmark.server.wire.Timeouts;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Engine.IO, protocol 4: the ground that its public test suite covers, and the upgrade's corners.
 */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class EngineTest {
  private static final String PATH = "/engine.io/";
  private static final String HANDSHAKE =
      "0\\{\"sid\":\"[A-Za-z0-9_-]{20}\",\"upgrades\":\\[%s\\],\"pingInterval\":30000,"
          + "\"pingTimeout\":20000,\"maxPayload\":1000000\\}";

  private ConformanceServer server;
  private Api api;

  @BeforeEach
  void start() throws Exception {
    start(Duration.ofSeconds(30));
  }

  private void start(Duration pingInterval) throws Exception {
    server = new ConformanceServer(0, 2, Timeouts.DEFAULT, pingInterval);
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    api = new Api(client, server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aHandshakeTellsWhatTheSessionIsBoundTo() throws Exception {
    HttpResponse<String> polling = api.get(PATH + "?EIO=4&transport=polling");
    assertThat(polling.body()).matches(HANDSHAKE.formatted("\"websocket\""));
    assertThat(polling.headers().firstValue("content-type")).hasValue("text/plain; charset=UTF-8");
    try (SocketLink socket = SocketLink.open(api, PATH)) {
      assertThat(socket.sid()).hasSize(20);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transport=polling",
        "EIO=abc&transport=polling",
        "EIO=3&transport=polling",
        "EIO=4",
        "EIO=4&transport=abc",
        "EIO=4&transport=polling&sid=unknown",
        "transport=websocket",
        "EIO=4&transport=websocket&sid=unknown"
      })
  void aWrongQueryIsABadRequest(String query) throws Exception {
    HttpResponse<String> answer = api.get(PATH + "?" + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).matches("\\{\"code\":[0-5],\"message\":\"[A-Z][a-zA-Z ]+\"\\}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT"})
  void aSessionIsOpenedByGetAlone(String method) throws Exception {
    assertThat(status(method, PATH + "?EIO=4&transport=polling", "")).isEqualTo(400);
    assertThat(server.sessions()).isZero();
  }

  @Test
  void packetsOfOnePostComeBackInOnePoll() throws Exception {
    PollingLink link = PollingLink.open(api, PATH);
    String payload = "4hello\u001ebAQIDBA==\u001e4\u20ac";
    HttpResponse<String> answer = api.post(link.path(), payload);
    assertThat(answer.body()).isEqualTo("ok");
    assertThat(api.get(link.path()).body()).isEqualTo(payload);
  }

  @Test
  void anAnswerWithoutBreakReachesAPollThatWaits() throws Exception {
    PollingLink link = PollingLink.open(api, PATH);
    CompletableFuture<HttpResponse<String>> poll = poll(link);
    link.send("4hello");
    assertThat(poll.get(20, TimeUnit.SECONDS).body()).isEqualTo("4hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "", "4a\u001e", "b!", "0", "2", "5"})
  void aMalformedPayloadEndsTheSession(String payload) throws Exception {
    PollingLink link = PollingLink.open(api, PATH);
    assertThat(status("POST", link.path(), payload)).isEqualTo(400);
    assertThat(status("GET", link.path(), "")).isEqualTo(400);
    assertThat(server.sessions()).isZero();
  }

  @Test
  void aPayloadOfOneMillionBytesIsTakenAndOneMoreIsNot() throws Exception {
    PollingLink link = PollingLink.open(api, PATH);
    String largest = "4" + "x".repeat(999_999);
    link.send(largest);
    assertThat(link.message()).isEqualTo(largest);
    assertThat(status("POST", link.path(), largest + "x")).isEqualTo(413);
    try (SocketLink socket = SocketLink.open(api, PATH)) {
      socket.send(largest);
      assertThat(socket.message()).isEqualTo(largest);
      socket.send(largest + "x");
      assertThat(socket.message()).isEqualTo("closed");
    }
  }

  @Test
  void aSecondPollEndsTheSession() throws Exception {
    PollingLink link = PollingLink.open(api, PATH);
    CompletableFuture<HttpResponse<String>> one = poll(link);
    CompletableFuture<HttpResponse<String>> other = poll(link);
    int first = one.get(20, TimeUnit.SECONDS).statusCode();
    int second = other.get(20, TimeUnit.SECONDS).statusCode();
    assertThat(first + second).isEqualTo(600);
    CompletableFuture<HttpResponse<String>> answered = first == 200 ? one : other;
    assertThat(answered.get().body()).isEqualTo("1");
    assertThat(status("GET", link.path(), "")).isEqualTo(400);
  }

  @Test
  void aPollThatIsGivenUpEndsTheSession() throws Exception {
    PollingLink link = PollingLink.open(api, PATH);
    try (Socket client = new Socket("127.0.0.1", server.port())) {
      String poll = "GET " + link.path() + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      client.getOutputStream().write(poll.getBytes(StandardCharsets.US_ASCII));
    }
    Until.holds(() -> server.sessions() == 0);
  }

  @Test
  void aWebSocketCarriesTextAndBinaryAndNothingElse() throws Exception {
    try (SocketLink socket = SocketLink.open(api, PATH)) {
      socket.send("4hello");
      assertThat(socket.message()).isEqualTo("4hello");
      socket.send(new byte[] {1, 2, 3, 4});
      assertThat(socket.message())
          .isEqualTo("b" + Base64.getEncoder().encodeToString(new byte[] {1, 2, 3, 4}));
      socket.send("abc");
      assertThat(socket.message()).isEqualTo("closed");
    }
    Until.holds(() -> server.sessions() == 0);
  }

  @Test
  void pingsThatAreAnsweredGoOn() throws Exception {
    stop();
    start(Duration.ofMillis(300));
    PollingLink polling = PollingLink.open(api, PATH);
    try (SocketLink socket = SocketLink.open(api, PATH)) {
      for (int i = 0; i < 3; i++) {
        assertThat(polling.next()).isEqualTo("2");
        polling.send("3");
        assertThat(socket.next()).isEqualTo("2");
        socket.send("3");
      }
    }
  }

  @Test
  void aPingThatIsNotAnsweredEndsTheSession() throws Exception {
    stop();
    start(Duration.ofMillis(300));
    PollingLink polling = PollingLink.open(api, PATH);
    try (SocketLink socket = SocketLink.open(api, PATH)) {
      assertThat(socket.next()).isEqualTo("2");
      assertThat(socket.next()).isEqualTo("closed");
    }
    Until.holds(() -> server.sessions() == 0);
    assertThat(status("GET", polling.path(), "")).isEqualTo(400);
  }

  @Test
  void aClientCloses() throws Exception {
    PollingLink polling = PollingLink.open(api, PATH);
    polling.send("1");
    assertThat(status("GET", polling.path(), "")).isEqualTo(400);
    try (SocketLink socket = SocketLink.open(api, PATH)) {
      socket.send("1");
      assertThat(socket.next()).isEqualTo("closed");
    }
    Until.holds(() -> server.sessions() == 0);
  }

  @Test
  void anUpgradeLetsThePollGoAndLosesNothing() throws Exception {
    for (int i = 0; i < 20; i++) { // each time over other event loops
      PollingLink polling = PollingLink.open(api, PATH);
      polling.send("4waiting");
      try (SocketLink socket = SocketLink.beside(api, polling)) {
        socket.send("2probe");
        assertThat(socket.next()).isEqualTo("3probe");
        assertThat(polling.next()).isEqualTo("4waiting");
        socket.send("5");
        socket.send("4a");
        socket.send("4b");
        assertThat(socket.message()).isEqualTo("4a");
        assertThat(socket.message()).isEqualTo("4b");
        assertThat(status("GET", polling.path(), "")).isEqualTo(400);
        assertThat(status("POST", polling.path(), "4late")).isEqualTo(400);
        try (SocketLink other = SocketLink.beside(api, polling)) {
          assertThat(other.next()).isEqualTo("closed");
        }
        socket.send("4c");
        assertThat(socket.message()).isEqualTo("4c");
      }
    }
  }

  /** A client may hear of the upgrade by the answer to a poll first, and polls on. */
  @Test
  void noPollWaitsWhileAClientUpgrades() throws Exception {
    PollingLink polling = PollingLink.open(api, PATH);
    CompletableFuture<HttpResponse<String>> waiting = poll(polling);
    try (SocketLink socket = SocketLink.beside(api, polling)) {
      socket.send("2probe");
      assertThat(socket.next()).isEqualTo("3probe");
      assertThat(waiting.get(10, TimeUnit.SECONDS).body()).isEqualTo("6");
      for (int more = 0; more < 3; more++) {
        assertThat(poll(polling).get(10, TimeUnit.SECONDS).body()).isEqualTo("6");
      }
      socket.send("5");
      socket.send("4a");
      assertThat(socket.message()).isEqualTo("4a");
    }
  }

  @Test
  void whatWasNotPolledComesOverTheWebSocket() throws Exception {
    PollingLink polling = PollingLink.open(api, PATH);
    try (SocketLink socket = SocketLink.beside(api, polling)) {
      polling.send("4kept\u001ebAQ==");
      socket.upgrade();
      assertThat(socket.message()).isEqualTo("4kept");
      assertThat(socket.message()).isEqualTo("bAQ==");
    }
  }

  @Test
  void aWebSocketThatSaysSomethingElseIsNoUpgrade() throws Exception {
    PollingLink polling = PollingLink.open(api, PATH);
    try (SocketLink socket = SocketLink.beside(api, polling)) {
      socket.send("4hello");
      assertThat(socket.next()).isEqualTo("closed");
    }
    try (SocketLink unprobed = SocketLink.beside(api, polling)) {
      unprobed.send("5");
      assertThat(unprobed.next()).isEqualTo("closed");
    }
    polling.send("4still here");
    assertThat(polling.message()).isEqualTo("4still here");
  }

  private CompletableFuture<HttpResponse<String>> poll(PollingLink link) {
    return api.client().sendAsync(api.request(link.path()).build(), BodyHandlers.ofString());
  }

  private int status(String method, String path, String body) throws Exception {
    return api.client()
        .send(
            api.request(path).method(method, BodyPublishers.ofString(body)).build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
