package dev.pushmark.scenarios.transport.http;

import dev.pushmark.scenarios.transport.Access;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Publishing;
import dev.pushmark.scenarios.transport.wire.Http;
import dev.pushmark.scenarios.transport.wire.HttpText;
import dev.pushmark.scenarios.transport.wire.Reason;
import dev.pushmark.scenarios.transport.wire.Request;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * {@code POST /rooms/ROOM/events} over one keep-alive connection per publisher, pipelined (RFC
 * 9112, section 9.3.2): an event goes out whether or not the last one has been answered.
 */
public final class HttpPublishing implements Publishing {

  @Override
  public CompletableFuture<Publisher> open(Line line, String room, Consumer<String> complaints) {
    CompletableFuture<Publisher> opened = new CompletableFuture<>();
    Answers answers = new Answers(line.access(), complaints);
    ChannelFuture connecting = Http.V1.connect(line, answers);
    connecting.addListener(
        future -> {
          if (future.isSuccess()) {
            opened.complete(new Connection(line, room, connecting.channel(), answers));
          } else {
            String reason = "cannot connect: " + Reason.of(future.cause());
            opened.completeExceptionally(new IOException(reason));
          }
        });
    return opened;
  }

  private static final class Connection implements Publisher {
    private final Line line;
    private final String path;
    private final Channel channel;
    private final Answers answers;

    Connection(Line line, String room, Channel channel, Answers answers) {
      this.line = line;
      this.path = HttpText.roomPath(room) + "/events";
      this.channel = channel;
      this.answers = answers;
    }

    @Override
    public void write(ByteBuf event) {
      line.tally().request();
      answers.awaited++;
      List<String> headers =
          List.of(
              "Content-Type",
              "application/json",
              "Content-Length",
              Integer.toString(event.readableBytes()));
      channel.write(new Request("POST", path, headers), channel.voidPromise());
      channel.write(event, channel.voidPromise());
    }

    @Override
    public void flush() {
      channel.flush();
    }

    @Override
    public void close() {
      channel.flush();
      answers.closing = true;
      if (answers.awaited == 0) {
        channel.close();
      } else {
        channel.eventLoop().schedule(() -> channel.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  private static final class Answers extends SimpleChannelInboundHandler<HttpObject> {
    private final Access access;
    private final Consumer<String> complaints;
    private long awaited;
    private boolean closing;
    private boolean failed;

    Answers(Access access, Consumer<String> complaints) {
      this.access = access;
      this.complaints = complaints;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
      if (awaited == 0) {
        fail(context, "an answer came that no event had asked for");
        return;
      }
      if (message instanceof HttpResponse response
          && (response.decoderResult().isFailure()
              || response.status().codeClass() != HttpStatusClass.SUCCESS)) {
        access.check("publishing", response);
        complaints.accept("publishing was answered with " + Reason.of(response));
      }
      if (message instanceof LastHttpContent && --awaited == 0 && closing) {
        context.close();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!closing) {
        fail(context, "a publisher's connection was closed by the server");
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      fail(context, "a publisher's connection failed: " + Reason.of(cause));
    }

    private void fail(ChannelHandlerContext context, String reason) {
      if (!failed) {
        failed = true;
        complaints.accept(reason);
        context.close();
      }
    }
  }
}
