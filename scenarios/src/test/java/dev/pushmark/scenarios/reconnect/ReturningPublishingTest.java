package dev.pushmark.scenarios.reconnect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Publishing;
import dev.pushmark.scenarios.transport.Tally;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReturningPublishingTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Scripted server = new Scripted();
  private final List<String> complained = new ArrayList<>();

  /** A way of publishing of which the test is the server. */
  private static final class Scripted implements Publishing {
    private final List<Consumer<String>> complaints = new ArrayList<>();
    private final List<String> got = new ArrayList<>();
    private boolean refuses;
    private int closed;

    @Override
    public CompletableFuture<Publisher> open(Line line, String room, Consumer<String> told) {
      complaints.add(told);
      if (refuses) {
        return CompletableFuture.failedFuture(new IOException("refused"));
      }
      int number = complaints.size();
      return CompletableFuture.completedFuture(
          new Publisher() {
            @Override
            public void write(ByteBuf event) {
              got.add(number + ":" + event.toString(UTF_8));
              event.release();
            }

            @Override
            public void flush() {}

            @Override
            public void close() {
              closed++;
            }
          });
    }
  }

  private Publisher open() {
    Line line =
        new Line(
            channel.eventLoop(),
            LocalChannel::new,
            new Endpoint("example", 80, ""),
            new Tally(),
            Clock.system());
    return new ReturningPublishing(server).open(line, "r", complained::add).join();
  }

  private void pass() {
    channel.advanceTimeBy(20, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }

  @Test
  void whoLosesItsConnectionOpensAnotherAndThrowsAwayWhatIsDueMeanwhile() {
    Publisher publisher = open();
    publisher.write(Unpooled.copiedBuffer("a", UTF_8));
    server.refuses = true;
    server.complaints.get(0).accept("closed by the server");
    server.complaints.get(0).accept("and once more");
    ByteBuf meanwhile = Unpooled.copiedBuffer("b", UTF_8);
    publisher.write(meanwhile);
    pass();
    server.refuses = false;
    pass();
    publisher.write(Unpooled.copiedBuffer("c", UTF_8));
    publisher.close();
    pass();

    assertThat(meanwhile.refCnt()).isZero();
    assertThat(server.got).containsExactly("1:a", "3:c");
    assertThat(server.complaints).hasSize(3);
    assertThat(server.closed).isEqualTo(2);
    assertThat(complained).isEmpty();
  }

  @Test
  void whoIsClosedDoesNotComeBack() {
    Publisher publisher = open();
    publisher.close();
    server.complaints.get(0).accept("closed by the server");
    pass();

    assertThat(server.complaints).hasSize(1);
  }
}
