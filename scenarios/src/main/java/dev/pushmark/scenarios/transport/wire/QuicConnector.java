package dev.pushmark.scenarios.transport.wire;

import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections of QUIC for HTTP/3, each over a UDP socket of its own, as clients on different
 * machines would have. The socket is a connected one: it hears when nobody listens.
 */
final class QuicConnector {
  private static final int CONNECT_TIMEOUT_MS = 10_000;
  private static final int IDLE_SECONDS = 60;

  /** What the server may send ahead: with less, round trips would be measured. */
  private static final long WINDOW_BYTES = 1 << 20;

  private static final int MAX_STREAMS_FROM_SERVER = 100;
  private static final int DATAGRAMS = 1024;
  private static final int MAX_PACKET_BYTES = 1350;

  private QuicConnector() {}

  /** Starts to connect. Called on the line's event loop. */
  static ChannelFuture connect(Line line, ChannelHandler... handlers) {
    Connecting connecting = new Connecting(handlers);
    Bootstrap udp = new Bootstrap().group(line.loop()).channelFactory(() -> newSocket(line));
    String obstacle = Http.V3.obstacle();
    if (obstacle != null) {
      Channel none = udp.handler(connecting).register().channel();
      none.close();
      return none.newFailedFuture(new IOException(obstacle));
    }
    udp.handler(
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel socket) {
            socket.pipeline().addLast(line.tally());
            if (line.lastHeard() != null) {
              socket.pipeline().addLast(line.lastHeard());
            }
            socket.pipeline().addLast(codec(line.endpoint()), connecting);
          }
        });
    return connecting.through(udp.register().channel(), line.endpoint());
  }

  /** A socket that fits the line's event loop. */
  private static Channel newSocket(Line line) {
    boolean epoll = line.loop() instanceof IoEventLoop loop && loop.isIoType(EpollIoHandler.class);
    return epoll ? new EpollDatagramChannel() : new NioDatagramChannel();
  }

  private static ChannelHandler codec(Endpoint endpoint) {
    return Http3.newQuicClientCodecBuilder()
        .sslEngineProvider(channel -> Secure.quicEngine(endpoint, channel))
        .maxIdleTimeout(IDLE_SECONDS, TimeUnit.SECONDS)
        .maxSendUdpPayloadSize(MAX_PACKET_BYTES)
        .initialMaxData(WINDOW_BYTES)
        .initialMaxStreamDataBidirectionalLocal(WINDOW_BYTES)
        .initialMaxStreamDataUnidirectional(WINDOW_BYTES)
        .initialMaxStreamsUnidirectional(MAX_STREAMS_FROM_SERVER)
        .datagram(DATAGRAMS, DATAGRAMS)
        .build();
  }

  /** The last handler of a socket; what goes wrong with the socket is told to the connection. */
  private static final class Connecting extends ChannelInboundHandlerAdapter {
    private final ChannelHandler[] handlers;
    private @Nullable ChannelPromise connected;

    Connecting(ChannelHandler[] handlers) {
      this.handlers = handlers;
    }

    ChannelFuture through(Channel socket, Endpoint endpoint) {
      InetSocketAddress server = new InetSocketAddress(endpoint.host(), endpoint.port());
      socket.connect(server);
      Future<QuicChannel> connecting =
          QuicChannel.newBootstrap(socket)
              .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
              .handler(
                  new ChannelInitializer<QuicChannel>() {
                    @Override
                    protected void initChannel(QuicChannel connection) {
                      connected = connection.newPromise();
                      connection.closeFuture().addListener(closed -> socket.close());
                      connection.pipeline().addLast(Http3Client.connectionHandler());
                      connection.pipeline().addLast(handlers);
                    }
                  })
              .remoteAddress(server)
              .connect();
      ChannelPromise promise = connected;
      if (promise == null) {
        throw new IllegalStateException("not called on the line's event loop");
      }
      connecting.addListener(
          done -> {
            if (done.isSuccess()) {
              promise.trySuccess();
            } else {
              promise.tryFailure(done.cause());
              promise.channel().close();
            }
          });
      return promise;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      Throwable failure =
          cause instanceof PortUnreachableException
              ? new IOException("nobody listens on the server's UDP port")
              : cause;
      if (connected == null) {
        context.close();
      } else if (!connected.tryFailure(failure)) {
        connected.channel().pipeline().fireExceptionCaught(failure);
      } else {
        connected.channel().close();
      }
    }
  }
}
