package dev.pushmark.scenarios.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Fault;
import dev.pushmark.scenarios.fault.Wire.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReorderOnTheWireTest {
  private static final Duration WINDOW = Duration.ofMillis(10);
  private static final int ROUNDS = 40;

  /** One byte that came on one of two connections. */
  private record Arrival(boolean onFirst, int value) {}

  @Test
  void connectionsOvertakeEachOtherAndBytesOfOneConnectionNeverDo() throws Exception {
    try (Wire wire = new Wire()) {
      Pair first = wire.connect();
      Pair second = wire.connect();
      wire.strike(new Fault.Reorder(WINDOW, Duration.ofHours(1)));
      BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
      readInto(arrivals, true, first.server());
      readInto(arrivals, false, second.server());
      int firstCameFirst = 0;
      for (int round = 0; round < ROUNDS; round++) {
        for (Pair pair : new Pair[] {first, second}) {
          pair.client().getOutputStream().write(new byte[] {(byte) round, (byte) ~round});
        }
        Arrival[] came = new Arrival[4];
        int[] on = new int[2];
        for (int i = 0; i < came.length; i++) {
          came[i] = arrivals.poll(10, TimeUnit.SECONDS);
          assertThat(came[i]).as("a byte of round " + round).isNotNull();
          int nth = on[came[i].onFirst ? 0 : 1]++;
          assertThat((byte) came[i].value).isEqualTo((byte) (nth == 0 ? round : ~round));
        }
        firstCameFirst += came[0].onFirst ? 1 : 0;
      }
      assertThat(firstCameFirst)
          .as("rounds of %d in which what was sent first came first", ROUNDS)
          .isBetween(ROUNDS / 8, ROUNDS * 7 / 8);
    }
  }

  private static void readInto(BlockingQueue<Arrival> arrivals, boolean onFirst, Socket socket) {
    Thread thread =
        new Thread(
            () -> {
              try {
                int value = socket.getInputStream().read();
                while (value >= 0) {
                  arrivals.add(new Arrival(onFirst, value));
                  value = socket.getInputStream().read();
                }
              } catch (IOException e) {
                if (!socket.isClosed() && !"Connection reset".equals(e.getMessage())) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
