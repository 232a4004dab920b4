package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmPausesTest {
  private static final long START_MS = 1_800_000_000_000L;

  @TempDir private Path temporary;

  /** Stops its own threads for every reason that this test looks for. */
  static final class Pausing {
    public static void main(String[] arguments) {
      System.gc();
      Thread.getAllStackTraces();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Serial", "Parallel", "G1", "Z"})
  void aJvmTellsItsCollectionsFromItsOtherSafepoints(String collector) throws Exception {
    Path log = temporary.resolve("a folder").resolve("pauses.log");
    Files.createDirectories(log.getParent());
    Instant start = Instant.now();
    Process jvm =
        new ProcessBuilder(
                ChildCommands.ownJava().toString(),
                "-XX:+Use" + collector + "GC",
                JvmPauses.flag(log),
                "-cp",
                ChildCommands.ownClassPath(),
                Pausing.class.getName())
            .inheritIO()
            .start();
    assertThat(jvm.waitFor()).isZero();

    JvmPauses pauses = JvmPauses.read(log, start, TimeUnit.MINUTES.toNanos(10));
    assertThat(total(pauses.collections())).as(Files.readString(log)).isPositive();
    assertThat(total(pauses.others())).as(Files.readString(log)).isPositive();
    assertThat(total(pauses.collections()) + total(pauses.others()))
        .as("each line is one or the other")
        .isEqualTo(Files.readAllLines(log).size());
  }

  @Test
  void aPauseIsCountedWhereItEndsAndOnlyWithinTheMeasurement() throws Exception {
    Path log = temporary.resolve("pauses.log");
    Files.write(
        log,
        List.of(
            line(START_MS - 1, "G1CollectForAllocation", 1_000),
            line(START_MS, "G1CollectForAllocation", 2_000),
            line(START_MS + 1_999, "GenCollectFull", 3_000),
            line(START_MS + 1_999, "ICBufferFull", 4_000),
            line(START_MS + 2_500, "ThreadDump", 5_000),
            "[" + (START_MS + 700) + "ms] Safepoint \"G1Coll"));

    JvmPauses pauses = read(log);
    assertThat(pauses.collections())
        .extracting(second -> second.getCountAtValue(2_000) + 10 * second.getCountAtValue(3_000))
        .containsExactly(1L, 10L);
    assertThat(pauses.others()).extracting(Histogram::getTotalCount).containsExactly(0L, 1L);
    assertThat(pauses.others().get(1).getStartTimeStamp()).isEqualTo(START_MS + 1_000);
  }

  @Test
  void aServerThatIsNotOursTellsNothing() throws Exception {
    JvmPauses pauses = read(temporary.resolve("none"));
    assertThat(pauses.collections()).isEmpty();
    assertThat(pauses.others()).isEmpty();
  }

  /** Of a measurement of two seconds. */
  private static JvmPauses read(Path log) throws IOException {
    return JvmPauses.read(log, Instant.ofEpochMilli(START_MS), TimeUnit.SECONDS.toNanos(2));
  }

  private static String line(long ms, String operation, long totalNs) {
    return "[%dms] Safepoint \"%s\", Time since last: 1 ns, At safepoint: 1 ns, Total: %d ns"
        .formatted(ms, operation, totalNs);
  }

  private static long total(List<Histogram> intervals) {
    return intervals.stream().mapToLong(Histogram::getTotalCount).sum();
  }
}
