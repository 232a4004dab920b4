package dev.pushmark.server.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http3.DefaultHttp3GoAwayFrame;
import io.netty.handler.codec.http3.DefaultHttp3SettingsFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.http3.Http3Settings;
import io.netty.handler.codec.http3.Http3SettingsFrame;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicException;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of HTTP/3 (RFC 9114), whose requests are {@link HttpStream}s of their own. */
final class Http3Connection extends Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Http3Connection.class);
  static final String TRANSPORT = "http3";
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  /**
   * Says that WebTransport is spoken: the setting of each draft that clients still look for
   * (draft-ietf-webtrans-http3, 02, 07 and 13), and what its value promises.
   */
  private static final long[] WEB_TRANSPORT = {0x2b603742, 1, 0xc671706aL, 16, 0x14e9cd29, 16};

  private long usedNs;
  private int streams;
  private long nextStream;
  private boolean draining;
  private @Nullable ScheduledFuture<?> lookAgain;

  /**
   * Speaks HTTP/3 on a new connection.
   *
   * @param admitted whether there is room for one more connection; else every request is told that
   */
  static void begin(QuicChannel channel, LoopContext loop, Router router, boolean admitted) {
    Http3Connection connection = new Http3Connection(loop);
    ChannelInitializer<QuicStreamChannel> requests =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(QuicStreamChannel stream) {
            connection.opened(stream);
            stream.pipeline().addFirst(LeftoverWrites.INSTANCE);
            HttpStream.begin(stream.pipeline(), loop, new Http3StreamCodec(), router, admitted);
          }
        };
    Http3SettingsFrame settings = new DefaultHttp3SettingsFrame(settings(loop));
    channel
        .pipeline()
        .addLast(
            new Http3ServerConnectionHandler(
                requests, null, null, settings, true, (id, value) -> true),
            connection);
  }

  private static Http3Settings settings(LoopContext loop) {
    Http3Settings settings =
        new Http3Settings((id, value) -> true)
            .enableConnectProtocol(true)
            .enableH3Datagram(true)
            .maxFieldSectionSize(loop.limits().headerBytes());
    for (int i = 0; i < WEB_TRANSPORT.length; i += 2) {
      settings.put(WEB_TRANSPORT[i], WEB_TRANSPORT[i + 1]);
    }
    return settings;
  }

  private Http3Connection(LoopContext loop) {
    super(loop, TRANSPORT);
    this.usedNs = loop.nanoTime();
  }

  private void opened(QuicStreamChannel stream) {
    streams++;
    nextStream = Math.max(nextStream, stream.streamId() + 4);
    stream.closeFuture().addListener(closed -> streams--);
  }

  /** New streams, which begin at the pipeline's end, and datagrams, which nobody awaits. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof QuicStreamChannel) {
      ctx.fireChannelRead(message);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  protected void sweep(long nowNs) {
    if (streams > 0) {
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
      goAway();
    }
    if (streams == 0) {
      disconnect();
    } else {
      lookAgain = loop().schedule(this::drain, LOOK_AGAIN);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the client may have gone already
  private void goAway() {
    QuicStreamChannel control = Http3.getLocalControlStream(context().channel());
    if (control != null) {
      control.writeAndFlush(new DefaultHttp3GoAwayFrame(nextStream));
    }
  }

  @Override
  protected void onGone() {
    if (lookAgain != null) {
      lookAgain.cancel(false);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof Http3Exception || cause instanceof QuicException) {
      LOG.debug("a client breaks HTTP/3: {}", cause.getMessage());
    } else if (!(cause instanceof IOException)) {
      LOG.error("an HTTP/3 connection could not be served", cause);
    }
    disconnect();
  }
}
