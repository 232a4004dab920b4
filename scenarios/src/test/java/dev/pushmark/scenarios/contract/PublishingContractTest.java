package dev.pushmark.scenarios.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.results.model.Workload.PublishVia;
import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Publishing;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What every way of publishing promises. */
@Timeout(60)
@ExtendWith(LogCheck.class)
class PublishingContractTest {
  private static final String ROOM = "news";

  private final LinkedBlockingQueue<String> complaints = new LinkedBlockingQueue<>();

  @ParameterizedTest
  @CsvSource({"HTTP, false", "HTTP, true", "WEBSOCKET, false", "WEBSOCKET, true"})
  void aBurstArrivesWholeAndInOrderEvenIfThePublisherLeavesAtOnce(
      PublishVia via, boolean independent) throws Exception {
    Inbox inbox = new Inbox();
    try (ContractServer server = independent ? NodeServer.start(true) : new InProcessServer();
        ClientLoop loop = new ClientLoop(server.url())) {
      loop.subscribe(Contender.client("sse", Duration.ofSeconds(1)), ROOM, inbox);
      assertThat(inbox.take()).isEqualTo(Inbox.SUBSCRIBED);
      Publisher publisher = loop.open(Transports.publishing(via), ROOM, complaints::add);
      loop.publish(publisher, 0, 300);
      loop.run(publisher::close);
      assertThat(inbox.take(300)).isEqualTo(Events.inOrder(0, 300));
      assertThat(complaints).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(PublishVia.class)
  void refusedEventsBecomeComplaints(PublishVia via) throws Exception {
    try (ContractServer server = new InProcessServer();
        ClientLoop loop = new ClientLoop(server.url())) {
      Publisher publisher = loop.open(Transports.publishing(via), ROOM, complaints::add);
      loop.run(
          () -> {
            publisher.write(ByteBufUtil.writeAscii(ByteBufAllocator.DEFAULT, "{\"half\":"));
            publisher.flush();
          });
      assertThat(complaint()).startsWith("publishing was answered with ").doesNotContain("\n");
    }
  }

  @ParameterizedTest
  @EnumSource(PublishVia.class)
  void aLostConnectionIsOneComplaint(PublishVia via) throws Exception {
    ContractServer server = new InProcessServer();
    try (ClientLoop loop = new ClientLoop(server.url())) {
      Publisher publisher = loop.open(Transports.publishing(via), ROOM, complaints::add);
      server.close();
      assertThat(complaint()).startsWith("a publisher's connection ");
      loop.publish(publisher, 0, 10);
      loop.run(publisher::close);
    }
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(PublishVia.class)
  void nobodyThereIsAnExceptionInPlainWords(PublishVia via) throws Exception {
    URI nobody;
    try (ContractServer server = new InProcessServer()) {
      nobody = server.url();
    }
    try (ClientLoop loop = new ClientLoop(nobody)) {
      Publishing publishing = Transports.publishing(via);
      assertThatThrownBy(() -> loop.open(publishing, ROOM, complaints::add))
          .hasRootCauseInstanceOf(IOException.class)
          .hasMessageContaining("cannot connect: Connection refused");
    }
    assertThat(complaints).isEmpty();
  }

  private String complaint() throws InterruptedException {
    String complaint = complaints.poll(20, TimeUnit.SECONDS);
    assertThat(complaint).isNotNull();
    return complaint;
  }
}
