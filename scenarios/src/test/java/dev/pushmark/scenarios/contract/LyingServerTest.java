package dev.pushmark.scenarios.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Workload.PublishVia;
import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.pacing.Pacer;
import dev.pushmark.scenarios.recording.EventStream;
import dev.pushmark.scenarios.recording.Loop;
import dev.pushmark.scenarios.recording.Recorder;
import dev.pushmark.scenarios.recording.SubscriberRecord;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Receiver;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that swaps every two events and sends one of them twice. */
@Timeout(60)
@ExtendWith(LogCheck.class)
class LyingServerTest {
  private static final int EVENTS = 40;
  private static final int PAIRS = EVENTS / 2;
  private static final String ROOM = "news";
  private static final Pattern LENGTH = Pattern.compile("(?i)Content-Length: (\\d+)");

  private final LinkedBlockingQueue<byte[]> published = new LinkedBlockingQueue<>();

  @Test
  void aNaiveSubscriberSeesWhatTheServerDoes() throws Exception {
    Counts counts = measure(Ordering.Mode.NAIVE);
    assertThat(counts.delivered()).isEqualTo(EVENTS);
    assertThat(counts.reordered()).isEqualTo(PAIRS);
    assertThat(counts.duplicated()).isEqualTo(PAIRS);
    assertThat(counts.resequenced() + counts.deduplicated()).isZero();
  }

  @Test
  void aCheckingSubscribersApplicationDoesNot() throws Exception {
    Counts counts = measure(Ordering.Mode.CHECKING);
    assertThat(counts.delivered()).isEqualTo(EVENTS);
    assertThat(counts.reordered() + counts.duplicated()).isZero();
    assertThat(counts.resequenced()).isEqualTo(PAIRS);
    assertThat(counts.deduplicated()).isEqualTo(PAIRS);
  }

  private Counts measure(Ordering.Mode mode) throws Exception {
    Inbox inbox = new Inbox();
    try (RawServer server = new RawServer(this::converse);
        ClientLoop loop = new ClientLoop(server.url())) {
      Line line = loop.line();
      Recorder recorder =
          new Recorder(line.clock(), 0, new Ordering(mode, 100, Duration.ofSeconds(30)));
      SubscriberRecord record =
          loop.call(() -> recorder.subscriber(ROOM, Loop.of(line.loop()), worst -> {}));
      loop.subscribe(Contender.client("sse", Duration.ofSeconds(1)), ROOM, new Both(inbox, record));
      assertThat(inbox.take()).isEqualTo(Inbox.SUBSCRIBED);
      Publisher publisher = loop.open(Transports.publishing(PublishVia.HTTP), ROOM, c -> {});
      long[] dueNs = LongStream.range(0, EVENTS).map(i -> i * 1_000_000).toArray();
      EventStream stream = recorder.publisher(ROOM, line.clock().nanoTime(), dueNs);
      new Pacer(line.loop(), line.clock(), recorder)
          .publish(stream, publisher, 200)
          .get(20, TimeUnit.SECONDS);
      assertThat(inbox.take(EVENTS + PAIRS)).hasSize(EVENTS + PAIRS);
      loop.run(record::closed);
      loop.run(publisher::close);
      return recorder.finish().counts();
    }
  }

  private void converse(InputStream in, OutputStream out) throws IOException {
    String head = RawServer.readHead(in);
    try {
      if (head.startsWith("GET")) {
        stream(out);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    while (head.startsWith("POST")) {
      Matcher length = LENGTH.matcher(head);
      assertThat(length.find()).isTrue();
      published.add(in.readNBytes(Integer.parseInt(length.group(1))));
      out.write("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
      out.flush();
      head = RawServer.readHead(in);
    }
  }

  private void stream(OutputStream out) throws IOException, InterruptedException {
    out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n".getBytes(ISO_8859_1));
    out.flush();
    for (int i = 0; i < PAIRS; i++) {
      byte[] first = published.take();
      byte[] second = published.take();
      for (byte[] event : new byte[][] {second, first, first}) {
        out.write("data: ".getBytes(ISO_8859_1));
        out.write(event);
        out.write("\n\n".getBytes(ISO_8859_1));
      }
      out.flush();
    }
    published.take(); // nothing more comes, and the stream stays open
  }

  /** Tells two receivers the same. */
  private record Both(Receiver one, Receiver other) implements Receiver {
    @Override
    public void subscribed() {
      other.subscribed();
      one.subscribed();
    }

    @Override
    public void received(ByteBuf bytes, int from, int to) {
      other.received(bytes, from, to);
      one.received(bytes, from, to);
    }

    @Override
    public void gap(long missed) {
      other.gap(missed);
      one.gap(missed);
    }

    @Override
    public void ended(String reason) {
      other.ended(reason);
      one.ended(reason);
    }
  }
}
