package dev.pushmark.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2PushPromiseFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Answers that the server pushes beside a request's stream, each on a stream of its own (RFC 9113,
 * section 8.4). Those streams are independent and Netty would mix them; here the next begins when
 * the last has been handed over whole, so that events are sent in order. Confined to the
 * connection's event loop.
 */
public final class PushStreams {
  private static final Http2Headers ANSWER =
      ReadOnlyHttp2Headers.serverHeaders(
          true,
          AsciiString.cached("200"),
          AsciiString.cached("content-type"),
          AsciiString.cached("application/json"));

  private final Channel request;
  private final Http2Stream requestStream;
  private final Http2Connection connection;
  private final Http2StreamChannelBootstrap opening;
  private final String scheme;
  private final String authority;
  private @Nullable Http2StreamChannel last;

  /**
   * None yet.
   *
   * @param request the stream of a client that {@link #areAccepted accepts} them
   * @param authority that the client has asked
   * @param freed is called when one has ended, and there may be {@link #isReady room} for the next
   */
  public PushStreams(Channel request, String authority, Runnable freed) {
    this.request = request;
    this.connection = connection(request);
    this.requestStream = connection.stream(((Http2StreamChannel) request).stream().id());
    this.opening = new Http2StreamChannelBootstrap(request.parent()).handler(new Pushed(freed));
    boolean secured = request.parent().pipeline().get(SslHandler.class) != null;
    this.scheme = secured ? "https" : "http";
    this.authority = authority;
  }

  /** Whether a channel is a stream of HTTP/2 whose client accepts pushed answers beside it. */
  static boolean areAccepted(Channel channel) {
    return channel instanceof Http2StreamChannel && connection(channel).remote().allowPushTo();
  }

  private static Http2Connection connection(Channel stream) {
    return stream.parent().pipeline().get(Http2FrameCodec.class).connection();
  }

  /** Whether the client takes one more now. */
  public boolean isReady() {
    return request.isWritable()
        && connection.local().canOpenStream()
        && !waits(requestStream)
        && !isLastUnderWay();
  }

  private boolean isLastUnderWay() {
    Http2Stream stream = last == null ? null : connection.stream(last.stream().id());
    return stream != null && waits(stream);
  }

  private boolean waits(Http2Stream stream) {
    return connection.remote().flowController().hasFlowControlled(stream);
  }

  /**
   * Promises and writes the JSON text at a path, without flushing; if that fails the request's
   * stream is closed.
   *
   * @param json is this method's
   */
  public void push(String path, ByteBuf json) {
    Http2StreamChannel pushed = opening.open().getNow();
    Http2Headers promise =
        new DefaultHttp2Headers(false).method("GET").scheme(scheme).authority(authority).path(path);
    ChannelFuture promised =
        pushed == null
            ? request.newFailedFuture(new IllegalStateException("the connection ends"))
            : request.write(new DefaultHttp2PushPromiseFrame(promise).pushStream(pushed.stream()));
    if (pushed == null || (promised.isDone() && !promised.isSuccess())) {
      json.release();
      request.close();
      return;
    }
    last = pushed;
    pushed.write(new DefaultHttp2HeadersFrame(ANSWER));
    pushed.write(new DefaultHttp2DataFrame(json, true));
    handOver(connection.remote().flowController());
  }

  /** As far as the client's windows and the socket allow. */
  private static void handOver(Http2RemoteFlowController flow) {
    try {
      flow.writePendingBytes();
    } catch (Http2Exception e) {
      throw new IllegalStateException("nobody changes windows here", e);
    }
  }

  /** Gives up what the client does not take. */
  public void close() {
    if (last != null && isLastUnderWay()) {
      last.close();
    }
  }

  /** What the client has to say of a pushed answer: nothing, or that it does not want it. */
  @Sharable
  private static final class Pushed extends ChannelInboundHandlerAdapter {
    private final Runnable freed;

    Pushed(Runnable freed) {
      this.freed = freed;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      freed.run();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
