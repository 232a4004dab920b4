package dev.pushmark.scenarios.transport.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Publishing;
import dev.pushmark.scenarios.transport.wire.FrameReader;
import dev.pushmark.scenarios.transport.wire.Frames;
import dev.pushmark.scenarios.transport.wire.Http;
import dev.pushmark.scenarios.transport.wire.HttpText;
import dev.pushmark.scenarios.transport.wire.MessageDeflate;
import dev.pushmark.scenarios.transport.wire.Reason;
import dev.pushmark.scenarios.transport.wire.WebSocketHandshake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Each event a text frame over one WebSocket per publisher, which does not subscribe. */
public final class WebSocketPublishing implements Publishing {
  private static final byte[] ERROR = HttpText.ascii("{\"error\"");

  @Override
  public CompletableFuture<Publisher> open(Line line, String room, Consumer<String> complaints) {
    CompletableFuture<Publisher> opened = new CompletableFuture<>();
    Answers answers = new Answers(complaints);
    FrameReader reader = new FrameReader(answers);
    Consumer<String> refused = reason -> opened.completeExceptionally(new IOException(reason));
    ChannelFuture connecting =
        Http.V1.connect(
            line,
            new WebSocketHandshake(
                line,
                Http.V1,
                "publishing",
                HttpText.roomPath(room) + "/socket?publish-only=1",
                reader,
                (channel, lastEventId) -> opened.complete(new Connection(channel, reader, answers)),
                refused));
    connecting.addListener(
        future -> {
          if (!future.isSuccess()) {
            refused.accept("cannot connect: " + Reason.of(future.cause()));
          }
        });
    return opened;
  }

  private static final class Connection implements Publisher {
    private final Channel channel;
    private final FrameReader reader;
    private final Answers answers;
    private final Frames frames = new Frames();

    Connection(Channel channel, FrameReader reader, Answers answers) {
      this.channel = channel;
      this.reader = reader;
      this.answers = answers;
    }

    @Override
    public void write(ByteBuf event) {
      if (reader.hasAgreedOnCompression() && event.readableBytes() >= MessageDeflate.MIN_BYTES) {
        ByteBuf deflated = MessageDeflate.deflate(event, channel.alloc());
        if (deflated.readableBytes() < event.readableBytes()) {
          event.release();
          write(Frames.COMPRESSED | Frames.TEXT, deflated);
          return;
        }
        deflated.release();
      }
      write(Frames.TEXT, event);
    }

    private void write(int firstBits, ByteBuf payload) {
      ByteBuf header = channel.alloc().ioBuffer(Frames.MAX_HEADER_BYTES);
      frames.writeHeader(header, firstBits, payload);
      channel.write(header, channel.voidPromise());
      channel.write(payload, channel.voidPromise());
    }

    @Override
    public void flush() {
      channel.flush();
    }

    /** The reader closes the connection when the server has answered; late servers are left. */
    @Override
    public void close() {
      answers.closing = true;
      reader.sendClose();
      channel.eventLoop().schedule(() -> channel.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** A server may send a publisher the room's events too; only refusals matter. */
  private static final class Answers implements FrameReader.Listener {
    private final Consumer<String> complaints;
    private boolean closing;

    Answers(Consumer<String> complaints) {
      this.complaints = complaints;
    }

    @Override
    public void message(ByteBuf bytes, int from, int to) {
      if (HttpText.matches(bytes, from, to, ERROR)) {
        String text = bytes.toString(from, Math.min(200, to - from), UTF_8);
        complaints.accept("publishing was answered with " + Reason.oneLine(text));
      }
    }

    @Override
    public void closed(String reason) {
      if (!closing) {
        complaints.accept("a publisher's connection ended: " + reason);
      }
    }
  }
}
