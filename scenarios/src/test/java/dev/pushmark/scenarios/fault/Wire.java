package dev.pushmark.scenarios.fault;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.scenarios.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bare sockets on both sides of a proxy. */
final class Wire implements AutoCloseable {
  static final long SEED = 42;
  static final Clock CLOCK = Clock.system();
  private static final int PATIENCE_MS = 20_000;

  /** A client's socket and the server's that belongs to it. */
  record Pair(Socket client, Socket server) {}

  final FaultProxy proxy;
  private final ServerSocket listening;
  private final List<Socket> sockets = new ArrayList<>();

  Wire() throws IOException {
    this(ProxyLimits.DEFAULT, Sockets.best());
  }

  Wire(ProxyLimits limits, Sockets sockets) throws IOException {
    listening = listen();
    proxy =
        FaultProxy.start(
            CLOCK,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            (InetSocketAddress) listening.getLocalSocketAddress(),
            limits,
            null,
            sockets);
  }

  static ServerSocket listen() throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  /** A connection through the proxy, of which the server knows. */
  Pair connect() throws IOException {
    Socket client = dial();
    return new Pair(client, accept());
  }

  /** The server's side of the next connection. */
  Socket accept() throws IOException {
    return prepared(listening.accept());
  }

  /** A connection to the proxy. */
  Socket dial() throws IOException {
    Socket client = new Socket();
    sockets.add(client);
    client.connect(proxy.address(), PATIENCE_MS);
    return prepared(client);
  }

  private Socket prepared(Socket socket) throws IOException {
    sockets.add(socket);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  /** The server goes; connections that it has stay. */
  void stopListening() throws IOException {
    listening.close();
  }

  /** A fault for everybody, begun when this returns. */
  CompletableFuture<Void> strike(Fault... faults) {
    List<PlannedFault> planned = new ArrayList<>();
    for (Fault fault : faults) {
      planned.add(new PlannedFault(Duration.ZERO, fault));
    }
    return begin(new FaultPlan(SEED, planned));
  }

  /** A plan whose first faults have begun when this returns. */
  CompletableFuture<Void> begin(FaultPlan plan) {
    CompletableFuture<Void> done = proxy.run(plan, CLOCK.nanoTime());
    proxy.counts(); // comes behind it
    return done;
  }

  /** Waits until something holds. */
  static void await(String what, BooleanSupplier holds) {
    long endNs = CLOCK.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    while (!holds.getAsBoolean()) {
      if (CLOCK.nanoTime() > endNs) {
        throw new AssertionError("it never came about that " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
