package dev.pushmark.scenarios.transport.push;

import dev.pushmark.scenarios.transport.wire.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes whole answers of the frames that a server pushes, and hands each on when it has ended: in
 * the order of their ends, which need not be that of their promises.
 */
final class PushedAnswers extends ChannelInboundHandlerAdapter {
  static final int MAX_ANSWER_BYTES = 16 << 20;

  /** Of answers that have come in part, by stream: no more than the settings allow at once. */
  private final Map<Integer, ByteBuf> parts = new HashMap<>();

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof Http2StreamFrame frame)) {
      context.fireChannelRead(message);
      return;
    }
    Http2FrameStream stream = frame.stream();
    if (stream != null && frame instanceof Http2DataFrame data) {
      taken(context, stream, data.initialFlowControlledBytes());
      data(context, stream.id(), data.content(), data.isEndStream());
      return;
    }
    try {
      check(frame);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** Passes when a frame changes nothing: a promise, or a head that says that all is well. */
  private static void check(Http2StreamFrame frame) {
    if (frame instanceof Http2HeadersFrame head) {
      CharSequence status = head.headers().status();
      if (status != null && !"200".contentEquals(status)) {
        throw new CorruptedFrameException(
            "a pushed answer had status " + Reason.oneLine(status.toString()));
      }
    } else if (frame instanceof Http2ResetFrame reset) {
      throw new CorruptedFrameException(
          "the server gave a pushed answer up, code " + reset.errorCode());
    }
  }

  /** The server may send as much again. */
  private static void taken(ChannelHandlerContext context, Http2FrameStream stream, int bytes) {
    if (bytes > 0 && context.channel().isActive()) {
      context.write(new DefaultHttp2WindowUpdateFrame(bytes).stream(stream), context.newPromise());
    }
  }

  private void data(ChannelHandlerContext context, int stream, ByteBuf bytes, boolean last) {
    ByteBuf part = parts.remove(stream);
    if (part == null && last) {
      context.fireChannelRead(new PushedAnswer(bytes));
      return;
    }
    ByteBuf more = joined(context, part, bytes);
    if (last) {
      context.fireChannelRead(new PushedAnswer(more));
    } else {
      parts.put(stream, more);
    }
  }

  private ByteBuf joined(ChannelHandlerContext context, @Nullable ByteBuf part, ByteBuf bytes) {
    try {
      ByteBuf all = part == null ? context.alloc().buffer(2 * bytes.readableBytes()) : part;
      all.writeBytes(bytes);
      if (all.readableBytes() > MAX_ANSWER_BYTES) {
        all.release();
        throw new TooLongFrameException(
            "a pushed answer had more than " + MAX_ANSWER_BYTES + " bytes");
      }
      return all;
    } finally {
      bytes.release();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    parts.values().forEach(ByteBuf::release);
    parts.clear();
  }
}
