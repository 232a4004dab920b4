package dev.pushmark.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.http3.Http3Frame;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3HeadersValidationException;
import io.netty.handler.codec.quic.QuicException;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frames of one HTTP/3 request stream (RFC 9114), whose end no frame tells. */
final class Http3StreamCodec extends StreamCodec {
  private static final Logger LOG = LoggerFactory.getLogger(Http3StreamCodec.class);

  private boolean begun;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Http3DataFrame frame) {
      receiveData(ctx, frame.content(), false);
    } else if (message instanceof Http3HeadersFrame frame && !begun) {
      begun = true;
      receiveHead(ctx, frame, false);
    } else {
      ReferenceCountUtil.release(message); // trailers, and frames that nobody knows
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      end(ctx);
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  @Nullable HttpRequest readHead(Object headersFrame) {
    return RequestHead.read(((Http3HeadersFrame) headersFrame).headers(), RequestHead.HTTP_3);
  }

  @Override
  void writeHead(
      ChannelHandlerContext ctx, HttpResponse response, boolean last, ChannelPromise promise) {
    Http3Headers headers = new DefaultHttp3Headers();
    RequestHead.write(response, headers);
    write(ctx, new DefaultHttp3HeadersFrame(headers), last, promise);
  }

  @Override
  void writeData(ChannelHandlerContext ctx, ByteBuf bytes, boolean last, ChannelPromise promise) {
    // Netty's codec takes frames for buffers that begin at 0 (FixedCompositeByteBuf).
    write(ctx, new DefaultHttp3DataFrame(bytes.slice()), last, promise);
  }

  @Override
  void writeTrailers(ChannelHandlerContext ctx, HttpHeaders fields, ChannelPromise promise) {
    Http3Headers trailers = new DefaultHttp3Headers();
    RequestHead.write(fields, trailers);
    write(ctx, new DefaultHttp3HeadersFrame(trailers), true, promise);
  }

  /** The output ends when the last frame has gone: ending it overtakes what still waits. */
  @SuppressWarnings("FutureReturnValueIgnored") // whoever writes has the promise
  private static void write(
      ChannelHandlerContext ctx, Http3Frame frame, boolean last, ChannelPromise promise) {
    if (last) {
      ctx.write(frame, promise.unvoid().addListener(QuicStreamChannel.SHUTDOWN_OUTPUT));
    } else {
      ctx.write(frame, promise);
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the stream is over either way
  void reset(ChannelHandlerContext ctx, Fault why) {
    QuicStreamChannel stream = (QuicStreamChannel) ctx.channel();
    if (why == Fault.NONE) {
      stream.shutdownInput(Http3ErrorCode.H3_NO_ERROR.code());
    } else {
      stream.shutdown(Http3ErrorCode.H3_MESSAGE_ERROR.code());
    }
  }

  /** Netty's codec has told the client already. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof Http3Exception || cause instanceof Http3HeadersValidationException) {
      LOG.debug("a client breaks HTTP/3: {}", cause.getMessage());
    } else if (cause instanceof QuicException) {
      ctx.fireExceptionCaught(new IOException("the client has given the stream up", cause));
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }
}
