package dev.pushmark.server.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a stream on which the client breaks HTTP/2 with the code that the codec has found (RFC 9113,
 * section 5.4.2), before anybody behind it hears of the fault: whoever answers on the stream could
 * not tell it from a failure of its own, and a stream that believes to be over would say nothing.
 */
final class Http2Faults extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Http2Faults.class);

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the stream is over either way
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof Http2FrameStreamException fault) {
      LOG.debug("a client breaks HTTP/2: {}", cause.getMessage());
      ctx.flush(); // an answer that waits to be written would follow the reset
      ctx.writeAndFlush(new DefaultHttp2ResetFrame(fault.error()).stream(fault.stream()));
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }
}
