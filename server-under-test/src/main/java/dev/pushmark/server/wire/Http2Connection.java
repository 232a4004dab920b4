package dev.pushmark.server.wire;

import dev.pushmark.server.access.Limits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of HTTP/2 (RFC 9113), whose requests are {@link HttpStream}s of their own. */
final class Http2Connection extends Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Http2Connection.class);
  private static final String TRANSPORT = "http2";
  private static final int MAX_STREAMS = 100;
  private static final int WINDOW_BYTES = 2 << 20;
  private static final long CLOSE_BOUND_MS = 1000;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final Http2FrameCodec codec;
  private long usedNs;
  private boolean draining;
  private @Nullable ScheduledFuture<?> lookAgain;

  /**
   * Speaks HTTP/2 on a channel from now on, beginning with the client's preface.
   *
   * @param admitted whether there is room for one more connection; else every request is told that
   */
  static void begin(ChannelPipeline pipeline, LoopContext loop, Router router, boolean admitted) {
    Http2FrameCodec codec = codec(loop.limits());
    Http2Connection connection = new Http2Connection(loop, codec);
    Http2MultiplexHandler streams =
        new Http2MultiplexHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel stream) {
                HttpStream.begin(stream.pipeline(), loop, new Http2StreamCodec(), router, admitted);
              }
            });
    pipeline.replace(TrafficCounter.class, null, connection.traffic());
    pipeline.addLast(codec, new Http2Resets(), streams, connection);
    widen(codec.connection());
  }

  /**
   * More than one turn of the event loop can bring, by when it has been taken or refused: the
   * codec's books are wrong once a client has sent more than it may. They are as generous before
   * the client has acknowledged its window as they are then.
   */
  private static void widen(io.netty.handler.codec.http2.Http2Connection connection) {
    Http2LocalFlowController windows = connection.local().flowController();
    try {
      windows.initialWindowSize(WINDOW_BYTES);
      windows.incrementWindowSize(connection.connectionStream(), WINDOW_BYTES);
    } catch (Http2Exception e) {
      throw new IllegalStateException("a window of 2 MiB is allowed", e);
    }
  }

  private static Http2FrameCodec codec(Limits limits) {
    Http2FrameCodec codec =
        Http2FrameCodecBuilder.forServer()
            .initialSettings(
                Http2Settings.defaultSettings()
                    .connectProtocolEnabled(true)
                    .maxConcurrentStreams(MAX_STREAMS)
                    .initialWindowSize(WINDOW_BYTES)
                    .maxHeaderListSize(limits.headerBytes()))
            .build();
    codec.gracefulShutdownTimeoutMillis(CLOSE_BOUND_MS);
    return codec;
  }

  private Http2Connection(LoopContext loop, Http2FrameCodec codec) {
    super(loop, TRANSPORT);
    this.codec = codec;
    this.usedNs = loop.nanoTime();
  }

  /** What concerns no stream: settings and the like, which the codec has seen to. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  protected void sweep(long nowNs) {
    if (codec.connection().numActiveStreams() > 0) {
      usedNs = nowNs;
    } else if (draining || nowNs - usedNs > loop().timeouts().idle().toNanos()) {
      disconnect();
    }
  }

  /** The streams take leave themselves; the connection ends with the last of them. */
  @Override
  protected void drain() {
    if (!draining) {
      draining = true;
      writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
    }
    if (codec.connection().numActiveStreams() == 0) {
      disconnect();
    } else {
      lookAgain = loop().schedule(this::drain, LOOK_AGAIN);
    }
  }

  @Override
  protected void onGone() {
    if (lookAgain != null) {
      lookAgain.cancel(false);
    }
  }

  /** The codec has told the client already. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof Http2Exception) {
      LOG.debug("a client breaks HTTP/2: {}", cause.getMessage());
    } else if (cause instanceof IOException) {
      disconnect();
    } else {
      LOG.error("an HTTP/2 connection could not be served", cause);
      disconnect();
    }
  }
}
