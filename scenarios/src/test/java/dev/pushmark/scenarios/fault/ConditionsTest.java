package dev.pushmark.scenarios.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.Fault.Direction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Duration LASTING = Duration.ofSeconds(1);
  private static final long SEED = 1;
  private static final long WINDOW_NS = 1_000;

  private static Conditions under(Fault.Lasting... faults) {
    Conditions conditions = Conditions.CALM;
    for (Fault.Lasting fault : faults) {
      conditions = conditions.and(fault, SEED);
    }
    return conditions;
  }

  @Test
  void delaysAddUpAndTheNarrowestBandwidthCounts() {
    Conditions both =
        under(
            new Fault.Delay(Duration.ofMillis(5), LASTING),
            new Fault.Bandwidth(2_000, LASTING),
            new Fault.Delay(Duration.ofMillis(6), LASTING),
            new Fault.Bandwidth(1_000, LASTING));
    assertThat(both.dueNs(100, 1, Direction.TO_CLIENT, 0)).isEqualTo(11_000_100);
    assertThat(both.bytesPerSecond()).isEqualTo(1_000);
    assertThat(both.areCalm()).isFalse();
    assertThat(Conditions.CALM.areCalm()).isTrue();
    assertThat(under(new Fault.Stall(LASTING)).stalled()).isTrue();
  }

  @Test
  void jitterStaysBelowItsBoundAndRepeats() {
    Conditions jitter = under(new Fault.Jitter(Duration.ofNanos(WINDOW_NS), LASTING));
    long least = Long.MAX_VALUE;
    long most = 0;
    for (long chunk = 0; chunk < 1_000; chunk++) {
      long heldNs = jitter.dueNs(0, 1, Direction.TO_SERVER, chunk);
      assertThat(heldNs).isEqualTo(jitter.dueNs(0, 1, Direction.TO_SERVER, chunk));
      least = Math.min(least, heldNs);
      most = Math.max(most, heldNs);
    }
    assertThat(least).isBetween(0L, WINDOW_NS / 20);
    assertThat(most).isBetween(WINDOW_NS * 19 / 20, WINDOW_NS - 1);
  }

  @Test
  void reorderSendsEachWindowInTheNextAndNeverTurnsAConnectionRound() {
    Conditions reorder = under(new Fault.Reorder(Duration.ofNanos(WINDOW_NS), LASTING));
    int firstIsFirst = 0;
    int windows = 1_000;
    for (long connection = 1; connection <= 2; connection++) {
      long lastNs = Long.MIN_VALUE;
      for (long readNs = -5 * WINDOW_NS; readNs < windows * WINDOW_NS; readNs += 250) {
        long dueNs = reorder.dueNs(readNs, connection, Direction.TO_SERVER, 0);
        assertThat(dueNs - Math.floorDiv(readNs, WINDOW_NS) * WINDOW_NS)
            .isBetween(WINDOW_NS, 2 * WINDOW_NS - 1);
        assertThat(dueNs).isGreaterThanOrEqualTo(lastNs);
        lastNs = dueNs;
      }
    }
    for (long window = 0; window < windows; window++) {
      long readNs = window * WINDOW_NS;
      if (reorder.dueNs(readNs, 1, Direction.TO_SERVER, 0)
          < reorder.dueNs(readNs + 1, 2, Direction.TO_SERVER, 0)) {
        firstIsFirst++;
      }
    }
    // 500 are expected, with a standard deviation of 16.
    assertThat(firstIsFirst).isBetween(430, 570);
  }

  @Test
  void aLinkThatIsWokenLateCatchesUpButNotOnALongIdleTime() {
    Conditions link = under(new Fault.Bandwidth(1_000_000, LASTING)); // 1 byte per microsecond
    assertThat(link.sliceBytes(100_000)).isEqualTo(10_000);
    assertThat(link.sliceBytes(1_000)).isEqualTo(1_000);
    assertThat(link.nextFreeNs(500, 3_000_000, 10_000))
        .as("woken 3 ms late, it is free again when it would have been")
        .isEqualTo(10_000_500);
    long nowNs = 60_000_000_000L;
    assertThat(link.nextFreeNs(500, nowNs, 10_000)).isEqualTo(nowNs - 20_000_000 + 10_000_000);
    assertThat(Conditions.CALM.sliceBytes(1 << 20)).isEqualTo(1 << 20);
    assertThat(under(new Fault.Bandwidth(1, LASTING)).sliceBytes(5_000)).isEqualTo(1_460);
  }
}
