package dev.pushmark.scenarios.gatling;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.scenarios.contract.RawServer;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import io.gatling.app.Gatling;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The protocol in simulations as anybody may write them, each in a JVM of its own. */
@Timeout(90)
class RealtimeDslTest {
  private static final int PASSED = 0;
  private static final int ASSERTIONS_FAILED = 2;
  private static final String STREAM =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  @TempDir private static Path folder;

  @Test
  void readersGetWhatAWriterWrites() throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      Map<String, String> properties = Map.of("url", urlOf(server), "transport", "websocket");
      assertThat(simulate(ReadersAndWriter.class, properties).exitCode()).isEqualTo(PASSED);
    }
  }

  @Test
  void anAssertionThatDoesNotHoldFailsTheRun() throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      Map<String, String> properties =
          Map.of("url", urlOf(server), "transport", "long-polling", "deliveries", "1000000");
      ChildJvm.Result result = simulate(ReadersAndWriter.class, properties);
      assertThat(result.exitCode()).isEqualTo(ASSERTIONS_FAILED);
    }
  }

  @Test
  void nobodyThereFailsEveryStepOnce() throws Exception {
    String nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "http://127.0.0.1:" + socket.getLocalPort();
    }
    Map<String, String> properties =
        Map.of("url", nobody, "joined", "0", "listened", "0", "pauseMs", "0");
    assertThat(simulate(FailingReaders.class, properties).exitCode()).isEqualTo(PASSED);
  }

  @Test
  void nobodyJoinsBehindAnEventThatNeverWas() throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      Map<String, String> properties =
          Map.of(
              "url",
              urlOf(server),
              "after",
              "nonsense",
              "joined",
              "0",
              "listened",
              "0",
              "pauseMs",
              "0");
      assertThat(simulate(FailingReaders.class, properties).exitCode()).isEqualTo(PASSED);
    }
  }

  @Test
  void aServerThatDiesFailsTheHold() throws Exception {
    assertThat(withServerThatDiesOnceAllHaveJoined("0").exitCode()).isEqualTo(PASSED);
  }

  /** The reader is between two steps when the server dies; it must not be doubled or forgotten. */
  @Test
  void aServerThatDiesDuringAPauseFailsTheHoldThatFollows() throws Exception {
    assertThat(withServerThatDiesOnceAllHaveJoined("2000").exitCode()).isEqualTo(PASSED);
  }

  private static ChildJvm.Result withServerThatDiesOnceAllHaveJoined(String pauseMs)
      throws Exception {
    CountDownLatch joined = new CountDownLatch(3);
    RawServer.Conversation dying =
        (in, out) -> {
          RawServer.readHead(in);
          out.write(STREAM.getBytes(US_ASCII));
          joined.countDown();
          await(joined);
        };
    try (RawServer server = new RawServer(dying)) {
      Map<String, String> properties =
          Map.of(
              "url", server.url().toString(), "joined", "3", "listened", "0", "pauseMs", pauseMs);
      return simulate(FailingReaders.class, properties);
    }
  }

  @Test
  void whatCannotWorkIsRefusedWhereItIsWritten() {
    RealtimeProtocol protocol = Realtime.realtime("http://127.0.0.1:1");
    assertThatThrownBy(() -> protocol.transport("carrier-pigeon"))
        .hasMessageStartingWith("transport must be one of refresh, short-polling, ")
        .hasMessageEndingWith("was carrier-pigeon");
    assertThatThrownBy(() -> Realtime.realtime("ftp://127.0.0.1"))
        .hasMessage("url must be http[s]://HOST[:PORT][/PREFIX], was ftp://127.0.0.1");
    assertThatThrownBy(() -> Realtime.publish("say").payloadBytes(10))
        .hasMessageStartingWith("payloadBytes must be >= ")
        .hasMessageEndingWith("was 10");
  }

  private static ChildJvm.Result simulate(
      Class<? extends Simulation> simulation, Map<String, String> given)
      throws IOException, InterruptedException {
    Map<String, String> properties = new HashMap<>(given);
    properties.put("gatling.data.enableAnalytics", "false");
    properties.put("java.util.prefs.PreferencesFactory", InMemoryPreferences.class.getName());
    properties.put("logback.configurationFile", "dev/pushmark/scenarios/gatling/logback.xml");
    ChildJvm.Result result =
        ChildJvm.run(
            folder,
            properties,
            Gatling.class,
            "-s",
            simulation.getName(),
            "-rf",
            folder.toString(),
            "-nr");
    return result;
  }

  private static String urlOf(ReferenceServer server) {
    return URI.create("http://127.0.0.1:" + server.port()).toString();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
