package dev.pushmark.scenarios.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.scenarios.fault.FaultLog.Effect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of the server as a whole: refuse, restart, pause. */
@Timeout(60)
class ServerFaultsTest {
  private static final Duration A_WHILE = Duration.ofMillis(500);

  static Stream<Sockets> everyKind() {
    return Stream.of(Sockets.NIO, Sockets.best());
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void refuseAnswersNewConnectionsAsIfNobodyListenedAndLeavesOpenOnesAlone(Sockets sockets)
      throws Exception {
    try (Wire wire = new Wire(ProxyLimits.DEFAULT, sockets)) {
      Wire.Pair open = wire.connect();
      CompletableFuture<Void> over =
          wire.strike(new Fault.Refuse(A_WHILE), new Fault.Refuse(A_WHILE));
      Wire.await("connecting is refused", () -> isRefused(wire));
      open.client().getOutputStream().write(7);
      assertThat(open.server().getInputStream().read()).isEqualTo(7);
      over.get(10, TimeUnit.SECONDS);
      Wire.Pair fresh = wire.connect();
      fresh.client().getOutputStream().write(8);
      assertThat(wire.proxy.log().entries())
          .extracting(FaultLog.Entry::effect)
          .containsExactly(Effect.STRUCK, Effect.STRUCK, Effect.PASSED, Effect.PASSED);
    }
  }

  private static boolean isRefused(Wire wire) {
    try (Socket dialled = wire.dial()) {
      return !dialled.isConnected();
    } catch (ConnectException refused) {
      return true;
    } catch (IOException other) {
      throw new UncheckedIOException(other);
    }
  }

  @Test
  void restartCutsEverybodyRefusesMeanwhileAndGoesOnWithTheServersNewAddress() throws Exception {
    try (FakeProcess process = new FakeProcess();
        FaultProxy proxy = proxyOf(process)) {
      try (Socket before = dial(proxy)) {
        Wire.await("the connection is open", () -> proxy.counts().accepted() == 1);
        InetSocketAddress first = process.address();
        CompletableFuture<Void> over = begin(proxy, new Fault.Restart(A_WHILE));
        assertThatThrownBy(() -> before.getInputStream().read()).hasMessage("Connection reset");
        assertThat(process.stopped.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> dial(proxy)).isInstanceOf(ConnectException.class);
        over.get(10, TimeUnit.SECONDS);
        assertThat(process.address()).isNotEqualTo(first);
        try (Socket after = dial(proxy);
            Socket served = process.listening.accept()) {
          after.getOutputStream().write(9);
          assertThat(served.getInputStream().read()).isEqualTo(9);
        }
        assertThat(process.calls).containsExactly("stop", "start");
      }
    }
  }

  @Test
  void pauseLeavesConnectionsAloneAndResumesTheProcess() throws Exception {
    try (FakeProcess process = new FakeProcess();
        FaultProxy proxy = proxyOf(process);
        Socket client = dial(proxy);
        Socket served = process.listening.accept()) {
      begin(proxy, new Fault.Pause(Duration.ofMillis(20))).get(10, TimeUnit.SECONDS);
      client.getOutputStream().write(1);
      assertThat(served.getInputStream().read()).isEqualTo(1);
      assertThat(process.calls).containsExactly("pause", "resume");
      assertThat(proxy.log().entries())
          .extracting(FaultLog.Entry::effect)
          .containsExactly(Effect.STRUCK, Effect.PASSED);
    }
  }

  @Test
  void aProcessThatCannotBePausedFailsThePlan() throws Exception {
    try (FakeProcess process = new FakeProcess();
        FaultProxy proxy = proxyOf(process)) {
      process.refuses = true;
      CompletableFuture<Void> over = begin(proxy, new Fault.Pause(A_WHILE));
      assertThatThrownBy(() -> over.get(10, TimeUnit.SECONDS))
          .hasRootCauseMessage("no such process");
      assertThat(proxy.log().entries()).isEmpty();
    }
  }

  @Test
  void aPlanThatNeedsAProcessIsRefusedWithoutOne() throws Exception {
    try (Wire wire = new Wire()) {
      assertThatThrownBy(() -> wire.strike(new Fault.Restart(A_WHILE)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("process");
    }
  }

  private static FaultProxy proxyOf(FakeProcess process) throws IOException {
    return FaultProxy.start(
        Wire.CLOCK,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        process.address(),
        ProxyLimits.DEFAULT,
        process);
  }

  private static Socket dial(FaultProxy proxy) throws IOException {
    return new Socket(proxy.address().getAddress(), proxy.address().getPort());
  }

  private static CompletableFuture<Void> begin(FaultProxy proxy, Fault fault) {
    FaultPlan plan = new FaultPlan(Wire.SEED, List.of(new PlannedFault(Duration.ZERO, fault)));
    return proxy.run(plan, Wire.CLOCK.nanoTime());
  }

  /** Listens, on another port after each start. */
  private static final class FakeProcess implements ServerLife, AutoCloseable {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final CountDownLatch stopped = new CountDownLatch(1);
    volatile ServerSocket listening;
    volatile boolean refuses;

    FakeProcess() throws IOException {
      listening = Wire.listen();
    }

    InetSocketAddress address() {
      return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    @Override
    public void stop() throws IOException {
      calls.add("stop");
      listening.close();
      stopped.countDown();
    }

    @Override
    public InetSocketAddress start() throws IOException {
      calls.add("start");
      listening = Wire.listen();
      return address();
    }

    @Override
    public void pause() throws IOException {
      if (refuses) {
        throw new IOException("no such process");
      }
      calls.add("pause");
    }

    @Override
    public void resume() {
      calls.add("resume");
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }
}
