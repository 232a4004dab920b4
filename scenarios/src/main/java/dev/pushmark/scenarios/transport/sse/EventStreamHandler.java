package dev.pushmark.scenarios.transport.sse;

import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.wire.GuardedReceiver;
import dev.pushmark.scenarios.transport.wire.HttpText;
import dev.pushmark.scenarios.transport.wire.Reason;
import dev.pushmark.scenarios.transport.wire.Request;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** Asks for an event stream and cuts what comes into whole events. */
final class EventStreamHandler extends SimpleChannelInboundHandler<HttpObject> {
  private static final AsciiString EVENT_STREAM = AsciiString.cached("text/event-stream");

  private final Line line;
  private final String path;
  private final GuardedReceiver receiver;
  private final EventCutter cutter;

  EventStreamHandler(Line line, String room, @Nullable String after, GuardedReceiver receiver) {
    this.line = line;
    this.path = HttpText.roomPath(room) + "/stream" + HttpText.after(after);
    this.receiver = receiver;
    this.cutter = new EventCutter(receiver);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    line.tally().request();
    Request request = Request.get(path, "Accept", "text/event-stream");
    context.writeAndFlush(request, context.voidPromise());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    if (receiver.isSilent()) {
      return;
    }
    if (message instanceof HttpResponse response && !accept(response)) {
      context.close();
    } else if (message instanceof HttpContent content) {
      cutter.add(context.alloc(), content.content());
      if (content instanceof LastHttpContent) {
        receiver.ended(
            content.decoderResult().isFailure()
                ? "the stream was not HTTP any more: " + Reason.of(content.decoderResult())
                : "the server ended the stream");
        context.close();
      }
    }
  }

  private boolean accept(HttpResponse response) {
    if (!HttpText.isStatus(response, HttpResponseStatus.OK)) {
      line.access().check("subscribing", response);
      receiver.ended("the stream was answered with " + Reason.of(response));
      return false;
    }
    CharSequence type = HttpUtil.getMimeType(response);
    if (type == null || !EVENT_STREAM.contentEqualsIgnoreCase(type)) {
      receiver.ended(
          "the stream was answered with content type "
              + (type == null ? "unknown" : Reason.oneLine(type.toString())));
      return false;
    }
    receiver.subscribed();
    return true;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    receiver.ended("the connection was closed");
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    cutter.release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    receiver.ended("the connection failed: " + Reason.of(cause));
    context.close();
  }
}
