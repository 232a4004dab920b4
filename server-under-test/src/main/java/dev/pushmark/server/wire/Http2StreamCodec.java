package dev.pushmark.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** Frames of one HTTP/2 stream (RFC 9113). */
final class Http2StreamCodec extends StreamCodec {
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Http2HeadersFrame frame) {
      receiveHead(ctx, frame, frame.isEndStream());
    } else if (message instanceof Http2DataFrame frame) {
      receiveData(ctx, frame.content(), frame.isEndStream());
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  @Nullable HttpRequest readHead(Object headersFrame) {
    return RequestHead.read(((Http2HeadersFrame) headersFrame).headers(), RequestHead.HTTP_2);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // whoever writes has the promise
  void writeHead(
      ChannelHandlerContext ctx, HttpResponse response, boolean last, ChannelPromise promise) {
    Http2Headers headers = new DefaultHttp2Headers();
    RequestHead.write(response, headers);
    ctx.write(new DefaultHttp2HeadersFrame(headers, last), promise);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // whoever writes has the promise
  void writeData(ChannelHandlerContext ctx, ByteBuf bytes, boolean last, ChannelPromise promise) {
    ctx.write(new DefaultHttp2DataFrame(bytes, last), promise);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // whoever writes has the promise
  void writeTrailers(ChannelHandlerContext ctx, HttpHeaders fields, ChannelPromise promise) {
    Http2Headers trailers = new DefaultHttp2Headers();
    RequestHead.write(fields, trailers);
    ctx.write(new DefaultHttp2HeadersFrame(trailers, true), promise);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the stream is over either way
  void reset(ChannelHandlerContext ctx, Fault why) {
    ctx.writeAndFlush(
        new DefaultHttp2ResetFrame(
            switch (why) {
              case NONE -> Http2Error.NO_ERROR;
              case MALFORMED -> Http2Error.PROTOCOL_ERROR;
              case CLOSED -> Http2Error.STREAM_CLOSED;
            }));
  }
}
