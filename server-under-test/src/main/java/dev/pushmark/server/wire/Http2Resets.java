package dev.pushmark.server.wire;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2ResetFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between the codec of a connection and its streams: sees to how these are given up.
 *
 * <p>A stream on which the client breaks HTTP/2 ends with the code that the codec has found (RFC
 * 9113, section 5.4.2), before anybody behind hears of the fault: whoever answers on the stream
 * could not tell it from a failure of its own, and a stream that believes to be over would say
 * nothing.
 */
final class Http2Resets extends ChannelDuplexHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Http2Resets.class);

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof Http2FrameStreamException fault) {
      LOG.debug("a client breaks HTTP/2: {}", cause.getMessage());
      write(
          ctx, new DefaultHttp2ResetFrame(fault.error()).stream(fault.stream()), ctx.voidPromise());
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }

  /**
   * Nothing may follow a reset, but data of the stream may wait for the end of the present read to
   * be flushed, and the codec cannot flush earlier: so a reset waits longer.
   */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // whoever writes has the promise
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof Http2ResetFrame) {
      ctx.executor().execute(() -> ctx.writeAndFlush(message, promise));
    } else {
      ctx.write(message, promise);
    }
  }
}
