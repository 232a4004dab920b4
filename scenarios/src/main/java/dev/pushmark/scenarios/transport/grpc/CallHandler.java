package dev.pushmark.scenarios.transport.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.wire.GuardedReceiver;
import dev.pushmark.scenarios.transport.wire.HttpText;
import dev.pushmark.scenarios.transport.wire.Reason;
import dev.pushmark.scenarios.transport.wire.Request;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the call and hands on what comes, up to the status that ends it. */
final class CallHandler extends SimpleChannelInboundHandler<HttpObject> {
  private static final String METHOD = "/pushmark.Rooms/Subscribe";
  private static final String CONTENT_TYPE = "application/grpc";

  private static final int FRAME_HEADER_BYTES = 5;

  // of SubscribeRequest
  private static final int ROOM = 1;
  private static final int AFTER = 2;

  private final Line line;
  private final String room;
  private final @Nullable String after;
  private final GuardedReceiver receiver;
  private final Deliveries deliveries;

  CallHandler(Line line, String room, @Nullable String after, GuardedReceiver receiver) {
    this.line = line;
    this.room = room;
    this.after = after;
    this.receiver = receiver;
    this.deliveries = new Deliveries(receiver);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ByteBuf message = context.alloc().ioBuffer().writeZero(FRAME_HEADER_BYTES);
    Protobuf.writeField(message, ROOM, room.getBytes(UTF_8));
    if (after != null) {
      Protobuf.writeField(message, AFTER, after.getBytes(UTF_8));
    }
    message.setInt(1, message.readableBytes() - FRAME_HEADER_BYTES);
    Request request =
        new Request(
            "POST",
            METHOD,
            List.of(
                "Content-Type",
                CONTENT_TYPE,
                "TE",
                "trailers",
                "Content-Length",
                Integer.toString(message.readableBytes())));
    line.tally().request();
    context.write(request, context.voidPromise());
    context.writeAndFlush(message, context.voidPromise());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    if (receiver.isSilent()) {
      return;
    }
    if (message instanceof HttpResponse response) {
      String objection = objection(response);
      if (objection != null) {
        end(context, objection);
      }
    } else if (message instanceof HttpContent content) {
      deliveries.add(context.alloc(), content.content());
      if (content instanceof LastHttpContent last) {
        end(context, reason(Status.in(last.trailingHeaders())));
      }
    }
  }

  /** Why the answer's head ends the call; null if it does not. */
  private @Nullable String objection(HttpResponse response) {
    if (!HttpText.isStatus(response, HttpResponseStatus.OK)) {
      line.access().check("subscribing", response);
      return "the call was answered with " + Reason.of(response);
    }
    Status status = Status.in(response.headers());
    if (status != null) {
      if (status.isRefusal()) {
        line.access().refuse("subscribing", status.toString());
      }
      return "the call was answered with " + line.access().hide(status.toString());
    }
    String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE, "unknown");
    return type.startsWith(CONTENT_TYPE)
        ? null
        : "the call was answered with content type " + Reason.oneLine(type);
  }

  private String reason(@Nullable Status status) {
    if (status == null) {
      return "the call ended without a status";
    }
    String cut = deliveries.isCut() ? " within a message" : "";
    return "the server ended the call" + cut + " with " + line.access().hide(status.toString());
  }

  private void end(ChannelHandlerContext context, String reason) {
    receiver.ended(reason);
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    receiver.ended("the connection was closed");
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    deliveries.release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(context, "the connection failed: " + Reason.of(cause));
  }
}
