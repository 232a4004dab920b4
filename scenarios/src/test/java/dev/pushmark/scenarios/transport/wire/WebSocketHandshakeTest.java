package dev.pushmark.scenarios.transport.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.contract.WebSocketKey;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Tally;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LogCheck.class)
class WebSocketHandshakeTest {
  private static final int ANSWER_BYTES = 300;

  private final List<String> heard = new ArrayList<>();
  private final FrameReader frames =
      new FrameReader(
          new FrameReader.Listener() {
            @Override
            public void message(ByteBuf bytes, int from, int to) {
              heard.add(bytes.toString(from, to - from, UTF_8));
            }

            @Override
            public void closed(String reason) {
              heard.add("closed: " + reason);
            }
          });

  @Test
  void framesThatComeWithTheAnswerAreReadWhereverTheBytesAreSplit() {
    for (int split = 0; split < ANSWER_BYTES; split++) {
      assertThat(new WebSocketHandshakeTest().answer(split))
          .as("split at %d", split)
          .containsExactly("opened", "first", "second", "closed: the connection was closed");
    }
  }

  private List<String> answer(int split) {
    EmbeddedChannel channel = new EmbeddedChannel();
    Line line =
        new Line(
            channel.eventLoop(),
            LocalChannel::new,
            new Endpoint("example", 80, "/app"),
            new Tally(),
            Clock.system());
    channel
        .pipeline()
        .addLast(
            new RequestEncoder(line),
            new HttpResponseDecoder(),
            new WebSocketHandshake(
                line,
                Http.V1,
                "subscribing",
                "/socket",
                frames,
                (c, lastEventId) -> heard.add("opened"),
                heard::add));
    channel.pipeline().fireChannelActive();
    ByteBuf request = channel.readOutbound();
    String head = request.toString(US_ASCII);
    request.release();
    assertThat(head).startsWith("GET /app/socket HTTP/1.1\r\nHost: example:80\r\n");
    byte[] upgrade = WebSocketKey.upgrade(head);
    ByteBuf answer = ByteBufAllocator.DEFAULT.buffer().writeBytes(upgrade);
    answer.writeByte(0x81).writeByte(5).writeBytes("first".getBytes(US_ASCII));
    answer.writeByte(0x81).writeByte(6).writeBytes("second".getBytes(US_ASCII));
    ByteBuf start = answer.readBytes(Math.min(split, answer.readableBytes()));
    channel.writeInbound(start, answer);
    channel.finishAndReleaseAll();
    return heard;
  }
}
