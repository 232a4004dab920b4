package dev.pushmark.server.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP/3 on the UDP port of the same number. */
final class Http3Port {
  private static final Logger LOG = LoggerFactory.getLogger(Http3Port.class);
  private static final long MAX_DATA_BYTES = 1 << 20;
  private static final long MAX_STREAM_DATA_BYTES = 256 << 10;
  private static final int MAX_REQUEST_STREAMS = 100;

  /** Control and QPACK, and what a client may add to try us (RFC 9114, section 6.2). */
  private static final int MAX_OTHER_STREAMS = 16;

  private static final int DATAGRAMS = 128;

  /** Fits an Ethernet frame, whatever IP and UDP put before it. */
  private static final int MAX_PACKET_BYTES = 1350;

  private static final int SOCKET_BUFFER_BYTES = 4 << 20;

  private final Router router;
  private final Occupancy occupancy;
  private final List<Channel> sockets = new ArrayList<>();

  Http3Port(Router router, Occupancy occupancy) {
    this.router = router;
    this.occupancy = occupancy;
  }

  /**
   * Listens with one socket for each event loop, among which the kernel divides the clients; with a
   * single one where it cannot. Where Netty has no QUIC for the platform, says so and listens to
   * nobody.
   *
   * @throws IOException when the port cannot be had
   */
  void open(InetSocketAddress address, Collection<LoopContext> loops, Tls tls) throws IOException {
    if (!Quic.isAvailable()) {
      LOG.warn("no HTTP/3: Netty has no QUIC library for this platform");
      return;
    }
    boolean several = Epoll.isAvailable();
    for (LoopContext loop : several ? loops : List.of(loops.iterator().next())) {
      bind(address, loop, several, tls);
    }
  }

  private void bind(InetSocketAddress address, LoopContext loop, boolean several, Tls tls)
      throws IOException {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.eventLoop())
            .channelFactory(several ? EpollDatagramChannel::new : NioDatagramChannel::new)
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
            .option(ChannelOption.ALLOCATOR, LoopContext.ALLOCATOR)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel socket) {
                    socket
                        .pipeline()
                        .addLast(loop.traffic(Http3Connection.TRANSPORT), quic(loop, tls));
                  }
                });
    if (several) {
      bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
    }
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("cannot listen on UDP " + address + ": " + bound.cause().getMessage());
    }
    sockets.add(bound.channel());
  }

  /** Ends what connections there still are. */
  void close(long boundMs) {
    List<ChannelFuture> closing = new ArrayList<>();
    sockets.forEach(socket -> closing.add(socket.close()));
    closing.forEach(closed -> closed.awaitUninterruptibly(boundMs));
  }

  private ChannelHandler quic(LoopContext loop, Tls tls) {
    return Http3.newQuicServerCodecBuilder()
        .sslEngineProvider(channel -> tls.newQuicEngine(channel.alloc()))
        .maxIdleTimeout(loop.timeouts().idle().toMillis(), TimeUnit.MILLISECONDS)
        .maxSendUdpPayloadSize(MAX_PACKET_BYTES)
        .initialMaxData(MAX_DATA_BYTES)
        .initialMaxStreamDataBidirectionalRemote(MAX_STREAM_DATA_BYTES)
        .initialMaxStreamDataUnidirectional(MAX_STREAM_DATA_BYTES)
        .initialMaxStreamsBidirectional(MAX_REQUEST_STREAMS)
        .initialMaxStreamsUnidirectional(MAX_OTHER_STREAMS)
        .datagram(DATAGRAMS, DATAGRAMS)
        .handler(
            new ChannelInitializer<QuicChannel>() {
              @Override
              protected void initChannel(QuicChannel channel) {
                Http3Connection.begin(channel, loop, router, occupancy.enter(channel));
              }
            })
        .build();
  }
}
