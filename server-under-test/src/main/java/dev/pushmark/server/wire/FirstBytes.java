package dev.pushmark.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a new connection begins with: TLS, where the version is negotiated (ALPN, RFC
 * 7301); HTTP/2's preface, from a client that knows (RFC 9113, section 3.3); else HTTP/1.x, whose
 * handlers stand behind this one already. Then it leaves.
 */
final class FirstBytes extends ByteToMessageDecoder {
  private static final int TLS_HANDSHAKE = 22;

  private final HttpConnection connection;
  private final @Nullable SslContext tls;

  FirstBytes(HttpConnection connection, @Nullable SslContext tls) {
    this.connection = connection;
    this.tls = tls;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (tls != null && in.getUnsignedByte(in.readerIndex()) == TLS_HANDSHAKE) {
      SslHandler handler = tls.newHandler(ctx.alloc());
      ctx.pipeline()
          .addAfter(ctx.name(), null, new Negotiated(connection))
          .addAfter(ctx.name(), null, handler);
    } else if (in.readableBytes() < preface().readableBytes() && isPrefix(in)) {
      return;
    } else if (isPrefix(in)) {
      connection.becomeHttp2();
    }
    ctx.pipeline().remove(this);
  }

  private static ByteBuf preface() {
    return Http2CodecUtil.connectionPrefaceBuf();
  }

  /** Whether the bytes are the preface as far as they go. */
  private static boolean isPrefix(ByteBuf in) {
    ByteBuf preface = preface();
    int length = Math.min(in.readableBytes(), preface.readableBytes());
    return in.slice(in.readerIndex(), length).equals(preface.slice(0, length));
  }

  /** Goes on with the version that TLS has agreed upon. */
  private static final class Negotiated extends ApplicationProtocolNegotiationHandler {
    private final HttpConnection connection;

    Negotiated(HttpConnection connection) {
      super(ApplicationProtocolNames.HTTP_1_1);
      this.connection = connection;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        connection.becomeHttp2();
      }
    }

    /** Nobody to be told: a client that cannot speak TLS with us. */
    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
