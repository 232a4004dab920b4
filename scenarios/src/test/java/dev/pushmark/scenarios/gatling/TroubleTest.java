package dev.pushmark.scenarios.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.results.model.Reconnect;
import dev.pushmark.results.model.Target;
import dev.pushmark.scenarios.Clock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way to a server as a network's plan makes it. */
@Timeout(30)
class TroubleTest {
  private static final int BYTES = 20_000;

  @Test
  void whatAlwaysHoldsIsNoFaultOfThePlanAndTakesItsTime() throws Exception {
    PlannedFault ofNobody =
        new PlannedFault(Duration.ZERO, new Target.Nth(99), new Fault.Stall(Duration.ofMillis(50)));
    Network network =
        new Network(Duration.ofMillis(40), 100_000L, null, List.of(ofNobody), Reconnect.DEFAULT);
    Clock clock = Clock.system();
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
      Trouble trouble = Trouble.between(url, network, 1, clock, null, false);
      trouble.begin(clock.nanoTime(), new Complaints());
      try (Socket client = new Socket(trouble.address().getAddress(), trouble.address().getPort());
          Socket accepted = server.accept()) {
        client.getOutputStream().write(1);
        assertThat(accepted.getInputStream().read()).isEqualTo(1);
        long beganNs = clock.nanoTime();
        accepted.getOutputStream().write(new byte[BYTES]);
        assertThat(client.getInputStream().readNBytes(BYTES)).hasSize(BYTES);
        assertThat(clock.nanoTime() - beganNs)
            .as("20 ms of way, and 200 ms for the bytes, of which 20 ms' worth may go at once")
            .isGreaterThan(Duration.ofMillis(150).toNanos());
        assertThat(trouble.struck()).containsExactly(0L);
      }
    }
  }
}
