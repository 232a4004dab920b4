package dev.pushmark.scenarios.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.Workload.PublishVia;
import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.Access;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.server.ServerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked for and sent compressed arrives as it was, and weighs less. */
@Timeout(60)
@ExtendWith(LogCheck.class)
class CompressionContractTest {
  private static final String ROOM = "news";
  private static final Duration OFTEN = Duration.ofMillis(20);

  /** With events of all sizes, the largest of 64 KiB. */
  private static final int EVENTS = 48;

  private static final ServerConfig COMPRESSING =
      ServerConfig.defaults().withCompression(dev.pushmark.server.compression.Compression.DEFLATE);

  /**
   * As its own server does by default, ours compresses nothing of Socket.IO; and nothing of gRPC
   * and server push, which send each event by itself, and of WebTransport, which knows no way.
   */
  static Stream<Arguments> everyTransportThatCompresses() {
    return everyTransport()
        .filter(
            arguments ->
                !arguments.get()[0].toString().matches("(socketio|grpc|push|webtransport).*"));
  }

  private record Weighed(List<String> events, long receivedBytes, long sentBytes) {}

  static Stream<Arguments> everyTransport() {
    return Transports.names().stream()
        .filter(name -> !name.equals("webtransport-datagrams")) // which promise no order
        .flatMap(
            name ->
                Stream.of(PublishVia.values())
                    .map(via -> Arguments.of(new Contender(name, false), via)));
  }

  @ParameterizedTest(name = "{0}, published via {1}")
  @MethodSource("everyTransportThatCompresses")
  void everyEventArrivesWholeInFewerBytes(Contender contender, PublishVia via) throws Exception {
    try (ContractServer server = new InProcessServer(contender.secured(COMPRESSING))) {
      Weighed plain = weigh(server, contender.transport(), via, Compression.NONE);
      Weighed deflated = weigh(server, contender.transport(), via, Compression.DEFLATE);
      assertThat(plain.events).isEqualTo(Events.inOrder(0, EVENTS));
      assertThat(deflated.events).isEqualTo(plain.events);
      assertThat(deflated.receivedBytes).isLessThan(plain.receivedBytes / 2);
      if (via == PublishVia.WEBSOCKET) {
        assertThat(deflated.sentBytes).isLessThan(plain.sentBytes);
      }
    }
  }

  /** ws compresses as its authors meant it, and reads what we compress. */
  @ParameterizedTest
  @CsvSource({"HTTP", "WEBSOCKET"})
  void anIndependentServerIsUnderstoodAndUnderstands(PublishVia via) throws Exception {
    try (ContractServer server = NodeServer.start(true)) {
      Weighed plain = weigh(server, "websocket", via, Compression.NONE);
      Weighed deflated = weigh(server, "websocket", via, Compression.DEFLATE);
      assertThat(deflated.events).isEqualTo(plain.events).isEqualTo(Events.inOrder(0, EVENTS));
      assertThat(deflated.receivedBytes).isLessThan(plain.receivedBytes / 2);
    }
  }

  /** Servers that do not compress serve those who ask for it all the same. */
  @ParameterizedTest(name = "{0}, published via {1}")
  @MethodSource("everyTransport")
  void aServerThatCompressesNothingIsFine(Contender contender, PublishVia via) throws Exception {
    ServerConfig config = contender.secured(ServerConfig.defaults());
    try (ContractServer server = new InProcessServer(config)) {
      assertThat(weigh(server, contender.transport(), via, Compression.DEFLATE).events)
          .isEqualTo(Events.inOrder(0, EVENTS));
    }
  }

  private static Weighed weigh(
      ContractServer server, String transport, PublishVia via, Compression compression)
      throws Exception {
    Inbox inbox = new Inbox();
    Queue<String> complaints = new ConcurrentLinkedQueue<>();
    try (ClientLoop loop = new ClientLoop(server.url(), Access.OPEN, compression)) {
      loop.subscribe(Contender.client(transport, OFTEN), ROOM + compression, inbox);
      assertThat(inbox.take()).isEqualTo(Inbox.SUBSCRIBED);
      long before = loop.call(() -> loop.line().tally().traffic().sentBytes());
      Publisher publisher =
          loop.open(Transports.publishing(via), ROOM + compression, complaints::add);
      loop.publish(publisher, 0, EVENTS);
      List<String> events = inbox.take(EVENTS);
      assertThat(complaints).isEmpty();
      return new Weighed(
          events,
          loop.call(() -> loop.line().tally().traffic().receivedBytes()),
          loop.call(() -> loop.line().tally().traffic().sentBytes()) - before);
    }
  }
}
