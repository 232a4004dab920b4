package dev.pushmark.scenarios.transport.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.wire.GapText;
import dev.pushmark.scenarios.transport.wire.GuardedReceiver;
import dev.pushmark.scenarios.transport.wire.HttpText;
import dev.pushmark.scenarios.transport.wire.Reason;
import dev.pushmark.scenarios.transport.wire.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a room's pushes. The request's own answer tells, line by line, where they begin and what
 * is missing.
 */
final class PushHandler extends SimpleChannelInboundHandler<Object> {
  private static final byte[] PLACE = HttpText.ascii("{\"place\":\"");
  private static final byte[] GAP = HttpText.ascii("{\"gap\":{");
  private static final int MAX_LINE_BYTES = 4096;

  private final Line line;
  private final String path;
  private final GuardedReceiver receiver;

  /** The beginning of a line, of which the end has not come yet. */
  private final ByteBuf rest = Unpooled.buffer(128, MAX_LINE_BYTES);

  private boolean begun;

  PushHandler(Line line, String room, @Nullable String after, GuardedReceiver receiver) {
    this.line = line;
    this.path = HttpText.roomPath(room) + "/push" + HttpText.after(after);
    this.receiver = receiver;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    line.tally().request();
    context.writeAndFlush(Request.get(path), context.voidPromise());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Object message) {
    if (receiver.isSilent()) {
      return;
    }
    if (message instanceof PushedAnswer event) {
      if (!begun) {
        throw new CorruptedFrameException("an event came before the place");
      }
      ByteBuf json = event.content();
      receiver.received(json, json.readerIndex(), json.writerIndex());
    } else if (message instanceof HttpResponse response) {
      if (!HttpText.isStatus(response, HttpResponseStatus.OK)) {
        line.access().check("subscribing", response);
        end(context, "the request was answered with " + Reason.of(response));
      }
    } else if (message instanceof HttpContent content) {
      lines(content.content());
      if (content instanceof LastHttpContent) {
        end(context, "the server ended the pushes");
      }
    }
  }

  private void lines(ByteBuf bytes) {
    int end = bytes.indexOf(bytes.readerIndex(), bytes.writerIndex(), (byte) '\n');
    while (end >= 0) {
      keep(bytes, end - bytes.readerIndex());
      bytes.skipBytes(1);
      line(rest, rest.readerIndex(), rest.writerIndex());
      rest.clear();
      end = bytes.indexOf(bytes.readerIndex(), bytes.writerIndex(), (byte) '\n');
    }
    keep(bytes, bytes.readableBytes());
  }

  private void keep(ByteBuf bytes, int length) {
    if (length > rest.maxWritableBytes()) {
      throw new TooLongFrameException("a line had more than " + MAX_LINE_BYTES + " bytes");
    }
    rest.writeBytes(bytes, length);
  }

  /** An empty line is a sign of life. */
  private void line(ByteBuf bytes, int from, int to) {
    if (!begun && HttpText.matches(bytes, from, to, PLACE)) {
      begun = true;
      int id = from + PLACE.length;
      int end = bytes.indexOf(id, to, (byte) '"');
      if (end > id) {
        receiver.reached(bytes.toString(id, end - id, UTF_8));
      }
      receiver.subscribed();
    } else if (begun && HttpText.matches(bytes, from, to, GAP)) {
      receiver.gap(GapText.missed(bytes, from, to));
    } else if (from < to) {
      throw new CorruptedFrameException("a line was not understood");
    }
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
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(context, "the connection failed: " + Reason.of(cause));
  }
}
