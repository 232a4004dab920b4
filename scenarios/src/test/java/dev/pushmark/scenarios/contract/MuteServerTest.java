package dev.pushmark.scenarios.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Workload.PublishVia;
import dev.pushmark.scenarios.BuffersNotFollowed;
import dev.pushmark.scenarios.pacing.Pacer;
import dev.pushmark.scenarios.recording.EventStream;
import dev.pushmark.scenarios.recording.Recorder;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.Publisher;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server that reads nothing but what it must to begin: the events wait, the schedule does not.
 */
@Timeout(60)
@ExtendWith(BuffersNotFollowed.class)
class MuteServerTest {
  private static final String ROOM = "news";

  @ParameterizedTest
  @EnumSource(PublishVia.class)
  void aServerThatNeverAnswersDoesNotSlowTheSchedule(PublishVia via) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    RawServer.Conversation mute =
        (in, out) -> {
          if (via == PublishVia.WEBSOCKET) {
            out.write(WebSocketKey.upgrade(RawServer.readHead(in)));
          }
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (RawServer server = new RawServer(mute);
        ClientLoop loop = new ClientLoop(server.url())) {
      Publisher publisher = loop.open(Transports.publishing(via), ROOM, complaint -> {});
      Recorder recorder = new Recorder(loop.line().clock(), 0);
      Pacer pacer = new Pacer(loop.line().loop(), loop.line().clock(), recorder);
      EventStream stream =
          recorder.publisher(ROOM, loop.line().clock().nanoTime(), new long[20_000]);
      pacer.publish(stream, publisher, 1_000).get(20, TimeUnit.SECONDS);
      assertThat(recorder.published()).isEqualTo(20_000);
      over.countDown();
    }
  }
}
