package dev.pushmark.scenarios.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.Fault.Direction;
import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.results.model.Target;
import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.fault.FaultLog.Effect;
import dev.pushmark.scenarios.fault.FaultLog.Flow;
import dev.pushmark.scenarios.fault.Wire.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each fault does to bare sockets what it promises, and nothing else. */
@Timeout(60)
@ExtendWith(LogCheck.class)
class FaultOnTheWireTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final int SILENCE_MS = 150;

  private Wire wire;

  @BeforeEach
  void start() throws IOException {
    wire = new Wire();
  }

  @AfterEach
  void stop() throws IOException {
    wire.close();
  }

  @Test
  void cutIsAResetForBothAndIsLoggedWithWhatWentByThen() throws Exception {
    Pair pair = wire.connect();
    send(pair.client(), "hello");
    assertThat(receive(pair.server(), 5)).isEqualTo("hello");
    long beforeNs = Wire.CLOCK.nanoTime();
    wire.strike(new Fault.Cut()).get(10, TimeUnit.SECONDS);
    for (Socket end : new Socket[] {pair.client(), pair.server()}) {
      assertThatThrownBy(() -> end.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
    }
    FaultLog.Entry entry = wire.proxy.log().entries().get(0);
    assertThat(wire.proxy.log().entries()).hasSize(1);
    assertThat(entry.effect()).isEqualTo(Effect.STRUCK);
    assertThat(entry.connection()).isEqualTo(1);
    assertThat(entry.toServer()).isEqualTo(new Flow(5, 5));
    assertThat(entry.toClient()).isEqualTo(Flow.NONE);
    assertThat(entry.timeNs()).isBetween(beforeNs, Wire.CLOCK.nanoTime());
    assertThat(wire.proxy.log().struck(Fault.Cut.class)).isEqualTo(1);
    assertThat(wire.proxy.counts().open()).isZero();
  }

  @Test
  void cutStrikesOnlyItsTarget() throws Exception {
    Pair first = wire.connect();
    Pair second = wire.connect();
    wire.begin(only(new Target.Nth(2), new Fault.Cut()));
    assertThatThrownBy(() -> second.client().getInputStream().read())
        .hasMessage("Connection reset");
    send(first.client(), "still here");
    assertThat(receive(first.server(), 10)).isEqualTo("still here");
    wire.begin(only(new Target.Nth(2), new Fault.Cut()));
    assertThat(wire.proxy.log().entries())
        .extracting(FaultLog.Entry::effect)
        .containsExactly(Effect.STRUCK, Effect.MISSED);
  }

  @Test
  void halfOpenTakesEverythingAndTellsNothing() throws Exception {
    Pair pair = wire.connect();
    wire.strike(new Fault.HalfOpen());
    byte[] much = new byte[1 << 20];
    pair.client().getOutputStream().write(much); // succeeds, though nobody gets it
    pair.server().getOutputStream().write(much);
    pair.client().shutdownOutput();
    assertSilent(pair.client());
    assertSilent(pair.server());
    Wire.await("all is read", () -> wire.proxy.counts().bufferedBytes() == 0);
    assertThat(wire.proxy.counts().open()).isEqualTo(1);
    pair.server().close();
    Wire.await("both have ended", () -> wire.proxy.counts().open() == 0);
  }

  @Test
  void halfOpenDoesNotPassOnAReset() throws Exception {
    Pair pair = wire.connect();
    wire.strike(new Fault.HalfOpen());
    pair.client().setSoLinger(true, 0);
    pair.client().close();
    assertSilent(pair.server());
  }

  @Test
  void delayHoldsEachWayAndKeepsTheOrder() throws Exception {
    Duration oneWay = Duration.ofMillis(20);
    Pair old = wire.connect();
    wire.strike(new Fault.Delay(oneWay, LONG));
    for (int i = 0; i < 5; i++) {
      assertThat(roundTripNs(old)).isGreaterThanOrEqualTo(2 * oneWay.toNanos());
    }
    long dialledNs = Wire.CLOCK.nanoTime();
    Pair fresh = wire.connect();
    roundTripNs(fresh);
    assertThat(Wire.CLOCK.nanoTime() - dialledNs)
        .as("a round trip for the handshake, then another")
        .isGreaterThanOrEqualTo(4 * oneWay.toNanos());
    assertInOrder(old, 50);
  }

  @Test
  void whatIsHeldWhenADelayEndsIsNotOvertaken() throws Exception {
    Pair pair = wire.connect();
    CompletableFuture<Void> over =
        wire.strike(new Fault.Delay(Duration.ofMillis(200), Duration.ofMillis(50)));
    long sentNs = Wire.CLOCK.nanoTime();
    send(pair.client(), "first");
    over.get(10, TimeUnit.SECONDS);
    send(pair.client(), "later");
    pair.client().shutdownOutput();
    assertThat(receive(pair.server(), 10)).isEqualTo("firstlater");
    assertThat(Wire.CLOCK.nanoTime() - sentNs).isGreaterThanOrEqualTo(200_000_000L);
    assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void jitterSpreadsRoundTripsAndKeepsTheOrder() throws Exception {
    Duration atMost = Duration.ofMillis(40);
    Pair pair = wire.connect();
    wire.strike(new Fault.Jitter(atMost, LONG));
    long shortest = Long.MAX_VALUE;
    long longest = 0;
    for (int i = 0; i < 15; i++) {
      long roundTripNs = roundTripNs(pair);
      shortest = Math.min(shortest, roundTripNs);
      longest = Math.max(longest, roundTripNs);
    }
    assertThat(longest - shortest).isGreaterThan(atMost.toNanos() / 4);
    assertInOrder(pair, 100);
  }

  @Test
  void bandwidthLetsThroughWhatItSaysInEachDirection() throws Exception {
    int perSecond = 400_000;
    byte[] sent = bytes(100_000);
    Pair pair = wire.connect();
    wire.strike(new Fault.Bandwidth(perSecond, LONG));
    for (boolean toServer : new boolean[] {true, false}) {
      Socket from = toServer ? pair.client() : pair.server();
      Socket to = toServer ? pair.server() : pair.client();
      long startNs = Wire.CLOCK.nanoTime();
      from.getOutputStream().write(sent);
      assertThat(to.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
      double seconds = (Wire.CLOCK.nanoTime() - startNs) / 1e9;
      // Three slices and 20 ms' worth may go at once.
      double atOnce = 0.02 * perSecond + 3 * (perSecond / 100.0);
      assertThat((sent.length - atOnce) / seconds).isLessThanOrEqualTo(perSecond);
      assertThat(sent.length / seconds).isGreaterThan(perSecond / 10.0);
    }
  }

  @Test
  void stallHoldsEverythingAndThenLetsAllGoInOrder() throws Exception {
    Duration lasting = Duration.ofMillis(200);
    Pair pair = wire.connect();
    long startNs = Wire.CLOCK.nanoTime();
    CompletableFuture<Void> over = wire.strike(new Fault.Stall(lasting));
    for (int i = 0; i < 10; i++) {
      send(pair.client(), Integer.toString(i));
    }
    pair.client().shutdownOutput();
    assertThat(receive(pair.server(), 1)).isEqualTo("0");
    assertThat(Wire.CLOCK.nanoTime() - startNs).isGreaterThanOrEqualTo(lasting.toNanos());
    assertThat(new String(pair.server().getInputStream().readAllBytes(), US_ASCII))
        .isEqualTo("123456789");
    over.get(10, TimeUnit.SECONDS);
    send(pair.server(), "bye");
    assertThat(receive(pair.client(), 3)).isEqualTo("bye");
  }

  @Test
  void corruptInvertsOneByteInItsDirectionAndNoOther() throws Exception {
    byte[] sent = bytes(300_000);
    Pair pair = wire.connect();
    wire.strike(new Fault.Corrupt(Direction.TO_CLIENT));
    assertThat(wire.proxy.log().entries()).as("nothing has come by yet").isEmpty();
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(pair.server(), sent));
    byte[] received = pair.client().getInputStream().readNBytes(sent.length);
    writing.get(10, TimeUnit.SECONDS);
    int corrupted = 0;
    for (int i = 0; i < sent.length; i++) {
      if (received[i] != sent[i]) {
        corrupted++;
        assertThat(received[i]).isEqualTo((byte) ~sent[i]);
      }
    }
    assertThat(corrupted).isEqualTo(1);
    assertThat(wire.proxy.log().struck(Fault.Corrupt.class)).isEqualTo(1);
    send(pair.client(), "as it is");
    assertThat(receive(pair.server(), 8)).isEqualTo("as it is");
  }

  private static FaultPlan only(Target target, Fault fault) {
    return new FaultPlan(Wire.SEED, List.of(new PlannedFault(Duration.ZERO, target, fault)));
  }

  private static void assertSilent(Socket socket) throws IOException {
    int before = socket.getSoTimeout();
    socket.setSoTimeout(SILENCE_MS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(before);
  }

  private static long roundTripNs(Pair pair) throws IOException {
    long startNs = Wire.CLOCK.nanoTime();
    send(pair.client(), "?");
    assertThat(receive(pair.server(), 1)).isEqualTo("?");
    send(pair.server(), "!");
    assertThat(receive(pair.client(), 1)).isEqualTo("!");
    return Wire.CLOCK.nanoTime() - startNs;
  }

  /** Pieces that are read one by one, as far as that can be had. */
  private static void assertInOrder(Pair pair, int pieces) throws IOException {
    StringBuilder sent = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      String piece = i + " ";
      sent.append(piece);
      send(pair.client(), piece);
      LockSupport.parkNanos(500_000);
    }
    assertThat(receive(pair.server(), sent.length())).isEqualTo(sent.toString());
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(Wire.SEED).nextBytes(bytes);
    return bytes;
  }

  private static void send(Socket from, String text) throws IOException {
    from.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static void write(Socket from, byte[] bytes) {
    try {
      from.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String receive(Socket to, int bytes) throws IOException {
    return new String(to.getInputStream().readNBytes(bytes), US_ASCII);
  }
}
