package dev.pushmark.scenarios.transport.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Tally;
import dev.pushmark.scenarios.transport.wire.GuardedReceiver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handler and its {@link EventCutter}, behind the HTTP decoder that they have in real life. */
@ExtendWith(LogCheck.class)
class EventStreamTest {
  private static final String HEAD =
      String.join(
          "\r\n",
          "HTTP/1.1 200 OK",
          "Content-Type: Text/Event-Stream; charset=utf-8",
          "Transfer-Encoding: chunked",
          "",
          "");

  /** Events, a gap between some of them, comments; LINE stands for a line's end. */
  private static final String STREAM =
      "retry: 1000LINEid: a-1LINELINE: hiLINELINEid: a-2LINEdata: oneLINELINE"
          + "id: a-3LINEdata: twoLINEdata: event: gapLINELINEid: a-4LINEevent: gapLINEdata: {}LINELINE"
          + "event:gapLINEdata: {}LINELINEid: a-5LINEdata: threeLINELINE";

  private final StringBuilder text = new StringBuilder();
  private final List<String> heard = new ArrayList<>();

  private final Receiver receiver =
      new Receiver() {
        @Override
        public void subscribed() {
          heard.add("subscribed");
        }

        @Override
        public void reached(String id) {
          heard.add("begins behind " + id);
        }

        @Override
        public void received(ByteBuf bytes, int from, int to) {
          text.append(bytes.toString(from, to - from, UTF_8));
          String whole = text.toString().replace("\r", "");
          assertThat(whole).matches("(?s).*(\n\n|a-4\n)");
        }

        @Override
        public void gap(long missed) {
          heard.add("gap after " + text.toString().replace("\r", "").split("data: ", -1).length);
        }

        @Override
        public void ended(String reason) {
          heard.add("ended: " + reason);
        }
      };

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void splitAtAnyByteReadsTheSame(String lineEnd) {
    String stream = STREAM.replace("LINE", lineEnd);
    String answer = HEAD + chunk(stream);
    for (int split = 0; split <= answer.length(); split++) {
      EventStreamTest test = new EventStreamTest();
      test.read(answer.substring(0, split), answer.substring(split));
      test.check(stream);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void chunksMayEndAnywhere(String lineEnd) {
    String stream = STREAM.replace("LINE", lineEnd);
    for (int cut = 1; cut < stream.length(); cut++) {
      EventStreamTest test = new EventStreamTest();
      test.read(HEAD + chunk(stream.substring(0, cut)) + chunk(stream.substring(cut)));
      test.check(stream);
    }
  }

  @Test
  void byteByByteReadsTheSame() {
    String stream = STREAM.replace("LINE", "\n");
    read((HEAD + chunk(stream)).split(""));
    check(stream);
  }

  @Test
  void aFirstBlockWithoutDataTellsWhereTheStreamBegins() {
    read(HEAD + chunk("retry: 100\nid: a-7\n\nid: a-8\ndata: x\n\n"));
    assertThat(heard)
        .containsExactly("subscribed", "begins behind a-7", "ended: the connection was closed");
  }

  @Test
  void anEventWithoutItsBlankLineIsNotHandedOn() {
    read(HEAD + chunk("data: half\n"));
    assertThat(text).isEmpty();
    assertThat(heard).containsExactly("subscribed", "ended: the connection was closed");
  }

  private void check(String stream) {
    assertThat(text.toString()).isEqualTo(stream);
    assertThat(heard)
        .containsExactly(
            "subscribed",
            "begins behind a-1",
            "gap after 4",
            "gap after 5",
            "ended: the connection was closed");
  }

  private void read(String... parts) {
    EmbeddedChannel channel = new EmbeddedChannel();
    Line line =
        new Line(
            channel.eventLoop(),
            LocalChannel::new,
            new Endpoint("example", 80, ""),
            new Tally(),
            Clock.system());
    channel
        .pipeline()
        .addLast(
            new HttpResponseDecoder(),
            new EventStreamHandler(line, "room", null, new GuardedReceiver(receiver)));
    for (String part : parts) {
      channel.writeInbound(ByteBufAllocator.DEFAULT.buffer().writeBytes(part.getBytes(UTF_8)));
    }
    channel.finishAndReleaseAll();
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n";
  }
}
