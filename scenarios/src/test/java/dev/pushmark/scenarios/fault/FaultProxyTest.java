package dev.pushmark.scenarios.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.results.model.Fault;
import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.fault.Wire.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the proxy does while nothing is wrong, and what it never does. */
@Timeout(60)
@ExtendWith(LogCheck.class)
class FaultProxyTest {
  private static final Duration LONG = Duration.ofDays(1);
  private static final int HELD_BYTES = 100_000;
  private static final ProxyLimits SMALL = new ProxyLimits(2, HELD_BYTES, 1);

  /** One chunk beyond the limit, and what one socket of Netty buffers with one chunk on top. */
  private static final int ON_TOP_BYTES = 3 * (64 << 10);

  static Stream<Sockets> everyKind() {
    return Stream.of(Sockets.NIO, Sockets.best());
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void bytesPassUntouchedBothWaysAndEachEndIsPassedOn(Sockets sockets) throws Exception {
    byte[] request = bytes(3_000_000, 1);
    byte[] answer = bytes(2_000_000, 2);
    try (Wire wire = new Wire(ProxyLimits.DEFAULT, sockets)) {
      Pair pair = wire.connect();
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> sendAndShutDown(pair.client(), request));
      assertThat(pair.server().getInputStream().readAllBytes()).isEqualTo(request);
      sending.get(10, TimeUnit.SECONDS);
      CompletableFuture<Void> answering =
          CompletableFuture.runAsync(() -> sendAndShutDown(pair.server(), answer));
      assertThat(pair.client().getInputStream().readAllBytes()).isEqualTo(answer);
      answering.get(10, TimeUnit.SECONDS);
      Wire.await("nothing is left", () -> wire.proxy.counts().open() == 0);
      assertThat(wire.proxy.log().entries()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void aResetIsPassedOnAsOne(Sockets sockets) throws Exception {
    try (Wire wire = new Wire(ProxyLimits.DEFAULT, sockets)) {
      Pair pair = wire.connect();
      pair.server().setSoLinger(true, 0);
      pair.server().close();
      assertThatThrownBy(() -> pair.client().getInputStream().read())
          .hasMessage("Connection reset");
      Wire.await("nothing is left", () -> wire.proxy.counts().open() == 0);
    }
  }

  @Test
  void aClientWhoseServerIsGoneGetsAReset() throws Exception {
    try (Wire wire = new Wire()) {
      wire.stopListening();
      assertThatThrownBy(() -> wire.dial().getInputStream().read())
          .as("be it when it reads, or while it still connects")
          .hasMessageStartingWith("Connection reset");
      assertThat(wire.proxy.counts().unreached()).isEqualTo(1);
      Wire.await("nothing is left", () -> wire.proxy.counts().open() == 0);
    }
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void aReaderThatStopsBoundsWhatTheProxyHolds(Sockets sockets) throws Exception {
    try (Wire wire = new Wire(SMALL, sockets)) {
      holdsLittleAndDeliversAll(wire, ON_TOP_BYTES);
    }
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void aStallBoundsWhatTheProxyHoldsToo(Sockets sockets) throws Exception {
    try (Wire wire = new Wire(SMALL, sockets)) {
      wire.strike(new Fault.Stall(Duration.ofSeconds(1)));
      holdsLittleAndDeliversAll(wire, HELD_BYTES + ON_TOP_BYTES);
    }
  }

  /** Fills everything between a sender and a receiver that does not read, then empties it. */
  private static void holdsLittleAndDeliversAll(Wire wire, int mostBytes) throws Exception {
    try (SocketChannel sender = SocketChannel.open(wire.proxy.address())) {
      Socket receiver = wire.accept();
      sender.configureBlocking(false);
      ByteBuffer chunk = ByteBuffer.allocate(50_000);
      long sentBytes = 0;
      long largest = 0;
      int idle = 0;
      while (idle < 100) {
        int wrote = sender.write(chunk.clear());
        sentBytes += wrote;
        idle = wrote == 0 ? idle + 1 : 0;
        LockSupport.parkNanos(wrote == 0 ? 1_000_000 : 0);
        largest = Math.max(largest, wire.proxy.counts().bufferedBytes());
      }
      assertThat(sentBytes).as("more than is ever held").isGreaterThan(mostBytes);
      assertThat(largest).isPositive().isLessThanOrEqualTo(mostBytes);
      sender.shutdownOutput();
      long received = 0;
      byte[] into = new byte[100_000];
      int read = receiver.getInputStream().read(into);
      while (read >= 0) {
        received += read;
        read = receiver.getInputStream().read(into);
      }
      assertThat(received).isEqualTo(sentBytes);
      assertThat(wire.proxy.counts().bufferedBytes()).isZero();
    }
  }

  @Test
  void oneConnectionTooManyIsTurnedAwayAndTheOthersGoOn() throws Exception {
    try (Wire wire = new Wire(SMALL, Sockets.best())) {
      Pair first = wire.connect();
      wire.connect();
      Socket third = wire.dial();
      assertThatThrownBy(() -> third.getInputStream().read()).hasMessage("Connection reset");
      first.client().getOutputStream().write(7);
      assertThat(first.server().getInputStream().read()).isEqualTo(7);
      assertThat(wire.proxy.counts()).isEqualTo(new ProxyCounts(2, 2, 1, 0, 0));
    }
  }

  @Test
  void aFullLogGoesOnCounting() throws Exception {
    try (Wire wire = new Wire(SMALL, Sockets.best())) {
      wire.connect();
      wire.connect();
      wire.strike(new Fault.Cut());
      assertThat(wire.proxy.log().entries()).hasSize(1);
      assertThat(wire.proxy.log().leftOut()).isEqualTo(1);
      assertThat(wire.proxy.log().struck(Fault.Cut.class)).isEqualTo(2);
    }
  }

  @Test
  void closingCutsConnectionsAndCancelsPlans() throws Exception {
    try (Wire wire = new Wire()) {
      Pair pair = wire.connect();
      CompletableFuture<Void> plan = wire.strike(new Fault.Delay(Duration.ofDays(1), LONG));
      wire.proxy.close();
      assertThatThrownBy(() -> pair.client().getInputStream().read())
          .hasMessage("Connection reset");
      assertThat(plan).isCancelled();
      assertThatThrownBy(wire::dial).hasMessageContaining("refused");
    }
  }

  @Test
  void aTakenPortIsSaidToBeOne() throws Exception {
    try (Wire wire = new Wire()) {
      InetSocketAddress taken = wire.proxy.address();
      assertThatThrownBy(
              () -> FaultProxy.start(Wire.CLOCK, taken, taken, ProxyLimits.DEFAULT, null).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen on /127.0.0.1:" + taken.getPort());
    }
  }

  private static byte[] bytes(int count, long seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void sendAndShutDown(Socket from, byte[] bytes) {
    try {
      from.getOutputStream().write(bytes);
      from.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
