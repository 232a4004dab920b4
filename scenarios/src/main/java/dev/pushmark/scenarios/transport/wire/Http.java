package dev.pushmark.scenarios.transport.wire;

import dev.pushmark.scenarios.transport.Line;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.ssl.ApplicationProtocolNames;
import org.jspecify.annotations.Nullable;

/**
 * A version of HTTP as our clients speak it. On the channels that it opens, a {@link Request} is
 * written and the objects of its answer (Netty's {@code HttpResponse}, then {@code HttpContent})
 * are read, whatever the version makes of them on the wire.
 */
public enum Http {
  /** HTTP/1.1 (RFC 9112): one request after the other. */
  V1(ApplicationProtocolNames.HTTP_1_1) {
    @Override
    public ChannelFuture connect(Line line, ChannelHandler... handlers) {
      ChannelHandler decoder =
          new HttpResponseDecoder(new HttpDecoderConfig().setMaxChunkSize(MAX_CHUNK_BYTES));
      return Connector.connect(line, this, with(handlers, new RequestEncoder(line), decoder));
    }

    @Override
    public void bare(ChannelPipeline pipeline) {
      pipeline.remove(RequestEncoder.class);
      pipeline.remove(HttpResponseDecoder.class);
    }
  },

  /** HTTP/2 (RFC 9113), agreed upon in TLS, or known beforehand: each request is a stream. */
  V2(ApplicationProtocolNames.HTTP_2) {
    @Override
    public ChannelFuture connect(Line line, ChannelHandler... handlers) {
      return Connector.connect(
          line, this, with(handlers, Http2Client.codec(false), new Http2Client(line)));
    }

    @Override
    public void bare(ChannelPipeline pipeline) {
      pipeline.get(Http2Client.class).bare();
    }
  },

  /** HTTP/3 (RFC 9114), which is always encrypted: each request is a stream. */
  V3("h3") {
    @Override
    public @Nullable String obstacle() {
      return Quic.isAvailable()
          ? null
          : "HTTP/3 needs Netty's QUIC library, which there is for Linux on x86_64 and aarch64";
    }

    @Override
    public ChannelFuture connect(Line line, ChannelHandler... handlers) {
      return QuicConnector.connect(line, with(handlers, new Http3Client(line)));
    }

    @Override
    public void bare(ChannelPipeline pipeline) {
      pipeline.get(Http3Client.class).bare();
    }
  };

  private static final int MAX_CHUNK_BYTES = 1 << 16;

  private static final int MAX_PLAIN_BYTES = 16 << 20;

  private final String protocol;

  Http(String protocol) {
    this.protocol = protocol;
  }

  /** Why this version cannot be spoken on this machine; null if it can. */
  public @Nullable String obstacle() {
    return null;
  }

  /** As TLS calls it (ALPN, RFC 7301). */
  String protocol() {
    return protocol;
  }

  /**
   * Opens a connection, behind the line's tally and what secures it.
   *
   * @param handlers see objects of HTTP
   */
  public abstract ChannelFuture connect(Line line, ChannelHandler... handlers);

  /**
   * Opens a connection of HTTP/2 on which the server may push.
   *
   * @param handlers see objects of HTTP, and as frames what is pushed
   */
  public static ChannelFuture connectForPushes(Line line, ChannelHandler... handlers) {
    return Connector.connect(
        line, V2, with(handlers, Http2Client.codec(true), new Http2Client(line)));
  }

  /**
   * From now on bytes are written and read, as after an upgrade; what has been read beyond the
   * answer is handed on at once.
   */
  public abstract void bare(ChannelPipeline pipeline);

  /** Makes plain what a server sends compressed, up to what an answer may have at most. */
  public static HttpContentDecompressor decompressor() {
    return new HttpContentDecompressor(MAX_PLAIN_BYTES);
  }

  private static ChannelHandler[] with(ChannelHandler[] handlers, ChannelHandler... before) {
    ChannelHandler[] all = new ChannelHandler[before.length + handlers.length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(handlers, 0, all, before.length, handlers.length);
    return all;
  }
}
