package dev.pushmark.server.wire;

import dev.pushmark.server.access.Grant;
import dev.pushmark.server.metrics.TransportMeters;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The last handler of a channel: what the channel is at present (HTTP, a stream, a socket). */
public abstract class Connection extends ChannelInboundHandlerAdapter {
  private final LoopContext loop;
  private final TrafficCounter traffic;
  private @Nullable ChannelHandlerContext context;

  /** On the loop's clock; as good as never for a grant without end. */
  private long expiresNs;

  /** When the peer was last seen to take what it is sent. */
  private long takenNs;

  int slot;

  protected Connection(LoopContext loop, String transport) {
    this.loop = loop;
    this.traffic = loop.traffic(transport);
    this.expiresNs = loop.nanoTime() + Long.MAX_VALUE / 2;
    this.takenNs = loop.nanoTime();
  }

  protected final LoopContext loop() {
    return loop;
  }

  /** Says until when this connection may deliver. */
  protected final void expireWith(Grant grant) {
    if (grant.expiresAtMillis() != Grant.NEVER) {
      long leftMs = grant.expiresAtMillis() - loop.currentTimeMillis();
      expiresNs = loop.nanoTime() + TimeUnit.MILLISECONDS.toNanos(leftMs);
    }
  }

  protected final boolean hasExpired(long nowNs) {
    return nowNs - expiresNs >= 0;
  }

  /** Whether the peer has not taken what it is sent for an idle time-out; asked by each sweep. */
  protected final boolean hasStalled(long nowNs) {
    return hasStalled(nowNs, context().channel().isWritable());
  }

  /** The same for a peer that is sent things by another channel, which may take more or not. */
  protected final boolean hasStalled(long nowNs, boolean ready) {
    if (ready) {
      takenNs = nowNs;
    }
    return nowNs - takenNs > loop.timeouts().idle().toNanos();
  }

  /** Counts the bytes of connections like this one. */
  final TrafficCounter traffic() {
    return traffic;
  }

  /** Where connections like this one are counted. */
  public final TransportMeters meters() {
    return traffic.meters();
  }

  final String peerAddress() {
    Channel channel = context().channel();
    SocketAddress address =
        channel.parent() instanceof QuicChannel connection
            ? connection.remoteSocketAddress()
            : channel.remoteAddress();
    return address instanceof InetSocketAddress peer ? peer.getAddress().getHostAddress() : "";
  }

  protected final ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("not in a pipeline yet");
    }
    return context;
  }

  /** Called now and then: time for heartbeats, and for closing what has been idle for too long. */
  protected abstract void sweep(long nowNs);

  /** The server shuts down: say good-bye as the protocol wants it and close. */
  protected abstract void drain();

  /** The channel has closed or belongs to another connection now. */
  protected abstract void onGone();

  @SuppressWarnings("FutureReturnValueIgnored") // a failed void promise is an exceptionCaught
  protected final void write(Object message) {
    context().write(message, context().voidPromise());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a failed void promise is an exceptionCaught
  protected final void writeAndFlush(Object message) {
    context().writeAndFlush(message, context().voidPromise());
  }

  /** Closes the channel now, whatever has not been written yet. */
  @SuppressWarnings("FutureReturnValueIgnored") // there is nothing to be done when closing fails
  protected final void disconnect() {
    context().close();
  }

  /**
   * Writes and closes; a stream ends with what is written, and closes when its peer has ended too:
   * a reset would tell of a failure (RFC 8441, section 5). The sweep sees to those who do not.
   */
  protected final void writeAndDisconnect(Object message) {
    if (isStream()) {
      writeAndEndOutput(message);
    } else {
      context().writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Whether this is one stream of several on a connection. */
  private boolean isStream() {
    return context().pipeline().get(StreamCodec.class) != null;
  }

  /**
   * Writes, then ends our side only: closing at once could reset the connection before the peer has
   * read what was written. The sweep closes it if the peer does not.
   */
  protected final void writeAndEndOutput(Object message) {
    if (isStream()) {
      write(message);
      writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    } else {
      context().writeAndFlush(message).addListener(written -> endOutput());
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the peer may have gone already
  private void endOutput() {
    SslHandler tls = context().pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound();
    } else if (context().channel() instanceof DuplexChannel channel && channel.isActive()) {
      channel.shutdownOutput();
    }
  }

  @Override
  public final void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    meters().connections.add(1);
    loop.add(this);
  }

  @Override
  public final void handlerRemoved(ChannelHandlerContext ctx) {
    meters().connections.add(-1);
    loop.remove(this);
    onGone();
  }
}
