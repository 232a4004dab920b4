package dev.pushmark.server.stall;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.room.Clock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StallLogTest {
  private static final long SECOND_NS = 1_000_000_000L;

  @TempDir Path folder;

  private final AtomicLong aheadNs = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();

  /** A clock that can be put forward: to everybody who reads it, the process has stood still. */
  private final Clock clock =
      new Clock() {
        @Override
        public long nanoTime() {
          reads.incrementAndGet();
          return Clock.SYSTEM.nanoTime() + aheadNs.get();
        }

        @Override
        public long currentTimeMillis() {
          return Clock.SYSTEM.currentTimeMillis();
        }
      };

  @Test
  void aStallIsInTheLogOfItsSecondAndCountsForAllWhoCouldHaveWaited() throws Exception {
    Path file = folder.resolve("stalls.hlog");
    long beganMs = Clock.SYSTEM.currentTimeMillis();
    try (StallLog log = StallLog.start(file, clock)) {
      awaitWakeUps();
      aheadNs.set(100 * SECOND_NS);
      while (read(file).stream().noneMatch(interval -> interval.getMaxValue() > SECOND_NS)) {
        Thread.sleep(20); // lines are written once a second
      }
    }
    Histogram stalled =
        read(file).stream()
            .filter(interval -> interval.getMaxValue() > SECOND_NS)
            .findFirst()
            .orElseThrow();
    assertThat(stalled.getMaxValue()).isGreaterThan(99 * SECOND_NS);
    assertThat(stalled.getCountBetweenValues(SECOND_NS, 98 * SECOND_NS))
        .isBetween(19_350L, 19_450L);
    assertThat(stalled.getStartTimeStamp()).isBetween(beganMs - 1, beganMs + 30_000);
    assertThat(stalled.getEndTimeStamp()).isGreaterThan(stalled.getStartTimeStamp());
  }

  @Test
  void whatTheLastSecondHoldsIsWrittenAtTheEnd() throws Exception {
    Path file = folder.resolve("stalls.hlog");
    StallLog log = StallLog.start(file, clock);
    awaitWakeUps();
    log.close();
    log.close();
    assertThat(read(file)).isNotEmpty();
    assertThat(read(file).stream().mapToLong(Histogram::getTotalCount).sum()).isPositive();
  }

  private void awaitWakeUps() throws InterruptedException {
    while (reads.get() < 20) {
      Thread.sleep(1);
    }
  }

  private static List<Histogram> read(Path file) throws IOException {
    List<Histogram> intervals = new ArrayList<>();
    String text = Files.readString(file);
    String lines = text.substring(0, text.lastIndexOf('\n') + 1); // one may be half written
    try (HistogramLogReader reader =
        new HistogramLogReader(new ByteArrayInputStream(lines.getBytes(US_ASCII)))) {
      while (reader.hasNext()) {
        if (reader.nextIntervalHistogram() instanceof Histogram interval) {
          intervals.add(interval);
        }
      }
    }
    return intervals;
  }
}
