package dev.pushmark.bench.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AwakeTest {
  private static final Pinning ONE = new Pinning(Cores.parse("0"), Cores.parse("0"), "", true);
  private static final int NICE = 19;
  private static final int POLICY = 41;
  private static final String SCHED_IDLE = "5";

  /** A field of what the kernel says of a process, as the manual page proc(5) counts them. */
  private static String stat(ChildProcess process, int field) throws Exception {
    String line = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String fromThird = line.substring(line.lastIndexOf(')') + 2);
    return List.of(fromThird.split(" ", -1)).get(field - 3);
  }

  @Test
  void itsProcessesGiveWayToEverybodyAndEndWithIt() throws Exception {
    assumeTrue(Awake.isPossible() && Files.exists(Path.of("/proc/self/stat")), "Linux");
    try (Children children = new Children()) {
      Awake awake = Awake.keep(children, ONE, Duration.ofSeconds(30));
      assertThat(awake.processes()).hasSize(2);
      for (ChildProcess process : awake.processes()) {
        while (!stat(process, POLICY).equals(SCHED_IDLE)) {
          assertThat(process.isAlive()).isTrue();
          TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(stat(process, NICE)).isEqualTo("19");
      }
      awake.close();
      assertThat(awake.processes()).noneMatch(ChildProcess::isAlive);
    }
  }

  @Test
  void whenItsTimeIsUsedUpItEndsByItself() throws Exception {
    assumeTrue(Awake.isPossible(), "taskset, chrt and nice");
    try (Children children = new Children();
        Awake awake = Awake.keep(children, ONE, Duration.ofSeconds(1))) {
      for (ChildProcess process : awake.processes()) {
        assertThat(process.onExit().get(50, TimeUnit.SECONDS)).isNotZero();
      }
    }
  }

  @Test
  void coresThatMaySleepHaveNone() throws Exception {
    try (Children children = new Children();
        Awake awake =
            Awake.keep(
                children, Pinning.divide(Cores.parse("0-1"), true, false), Duration.ofSeconds(1))) {
      assertThat(awake.processes()).isEmpty();
    }
  }
}
