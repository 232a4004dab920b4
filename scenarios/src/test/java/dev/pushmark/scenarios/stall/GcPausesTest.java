package dev.pushmark.scenarios.stall;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GcPausesTest {
  @Test
  @Timeout(60)
  void aCollectionIsSeenWithItsLength() throws Exception {
    GcPauses pauses = GcPauses.listen();
    Instant before = Instant.now().minus(Duration.ofSeconds(1));
    ManagementFactory.getMemoryMXBean().gc();
    Instant farAway = before.plus(Duration.ofMinutes(5));
    while (pauses.between(before, farAway).getTotalCount() == 0) {
      Thread.sleep(5); // the JVM tells of it when it gets round to it
    }
    assertThat(pauses.between(before, farAway).getMaxValue())
        .isLessThan(Duration.ofMinutes(1).toNanos());
    assertThat(pauses.between(farAway, farAway.plusSeconds(1)).getTotalCount()).isZero();
  }

  @Test
  void whatRunsBesideOurThreadsIsNoPause() {
    assertThat(GcPauses.stopsThreads("G1 Concurrent GC")).isFalse();
    assertThat(GcPauses.stopsThreads("ZGC Cycles")).isFalse();
    assertThat(GcPauses.stopsThreads("ZGC Pauses")).isTrue();
    assertThat(GcPauses.stopsThreads("G1 Young Generation")).isTrue();
    assertThat(GcPauses.stopsThreads("MarkSweepCompact")).isTrue();
  }
}
