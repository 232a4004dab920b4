package dev.pushmark.scenarios.fault;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What listens on the proxy's port, or keeps it while nothing does. Used on the proxy's event loop
 * only.
 */
final class Door {
  private static final int RETRY_MS = 2;

  private final ServerBootstrap bootstrap;
  private final EventLoop loop;
  private final InetSocketAddress address;
  private @Nullable Channel listening;
  private @Nullable Socket reservation;
  private int refusing;
  private boolean closed;

  private Door(ServerBootstrap bootstrap, Channel listening, EventLoop loop) {
    this.bootstrap = bootstrap;
    this.loop = loop;
    this.listening = listening;
    this.address = (InetSocketAddress) listening.localAddress();
  }

  /** Listens; returns when it does. Not called on the event loop. */
  static Door open(ServerBootstrap bootstrap, InetSocketAddress listen, EventLoop loop)
      throws IOException {
    ChannelFuture bound = bootstrap.bind(listen).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on " + listen + ": " + bound.cause().getMessage(), bound.cause());
    }
    return new Door(bootstrap, bound.channel(), loop);
  }

  /** Where it listens, but for refusals. Thread safe. */
  InetSocketAddress address() {
    return address;
  }

  /** From now on connecting is refused, until each refusal has been lifted. */
  void refuse() {
    refusing++;
    if (listening != null) {
      listening.close();
      listening = null;
    }
    reserve();
  }

  /**
   * A socket that is bound but does not listen keeps the port from being given to anybody else, a
   * client that connects included, which could then be connected to itself.
   */
  private void reserve() {
    if (refusing == 0 || reservation != null || closed) {
      return;
    }
    Socket socket = new Socket();
    try {
      socket.setReuseAddress(true);
      socket.bind(address);
      reservation = socket;
    } catch (IOException stillListening) {
      release(socket);
      loop.schedule(this::reserve, RETRY_MS, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Lifts a refusal.
   *
   * @param lifted called when connections are accepted again, or would be but for another refusal
   */
  void admit(Runnable lifted) {
    refusing--;
    listen(lifted);
  }

  private void listen(Runnable lifted) {
    if (refusing > 0 || closed || listening != null) {
      lifted.run();
      return;
    }
    releaseReservation();
    bootstrap
        .bind(address)
        .addListener(
            (ChannelFuture bound) -> {
              if (!bound.isSuccess()) {
                loop.schedule(() -> listen(lifted), RETRY_MS, TimeUnit.MILLISECONDS);
                return;
              }
              if (refusing > 0 || closed) {
                bound.channel().close();
              } else {
                listening = bound.channel();
              }
              lifted.run();
            });
  }

  void close() {
    closed = true;
    releaseReservation();
    if (listening != null) {
      listening.close();
      listening = null;
    }
  }

  private void releaseReservation() {
    if (reservation != null) {
      release(reservation);
      reservation = null;
    }
  }

  private static void release(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it was never connected, so nothing can be lost with it
    }
  }
}
