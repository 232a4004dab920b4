package dev.pushmark.bench.lab.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.process.Programs;
import dev.pushmark.results.model.Usage;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import oshi.SystemInfo;

/** Processes that tell themselves what they used, held against what is seen from outside. */
@Timeout(120)
class ProcessWatchTest {
  private static final Clock CLOCK = Clock.system();

  @BeforeEach
  void onLinux() {
    Assumptions.assumeTrue(
        Files.isReadable(Path.of("/proc/self/schedstat")), "needs /proc/PID/schedstat (Linux)");
  }

  @Test
  void seesTheCpuTimeOfAThreadThatCameAndWentBetweenTwoLooks() throws Exception {
    Seen seen = watchBusyThread(new LinuxProcessReader(Path.of("/proc")));
    Usage usage = seen.usage();
    assertThat(usage.cpuNs() / seen.toldNs()).isCloseTo(1, within(0.2));
    assertThat((usage.userNs() + usage.systemNs()) / seen.toldNs()).isCloseTo(1, within(0.2));
    assertThat(usage.rssBytes()).isGreaterThan(1_000_000);
    assertThat(usage.rssAtStartBytes()).isGreaterThan(1_000_000);
    assertThat(usage.threads()).isGreaterThan(2);
    assertThat(usage.voluntarySwitches() + usage.involuntarySwitches()).isPositive();
  }

  @Test
  void seesTheRunQueueDelayOfThreadsThatShareACore() throws Exception {
    Assumptions.assumeTrue(Programs.isInstalled("taskset"), "needs taskset: install util-linux");
    int core = new Machine().allowedCores().numbers().get(0);
    Process two =
        new ProcessBuilder(
                "taskset",
                "-c",
                "" + core,
                "/bin/sh",
                "-c",
                "while :; do :; done & while :; do :; done")
            .start();
    try {
      long other = child(two).pid();
      ProcessWatch watch = new ProcessWatch(new LinuxProcessReader(Path.of("/proc")), other, 1);
      watch.measurementBegins();
      awaitCpuTime(other, Duration.ofSeconds(1));
      watch.measurementEnds();
      Usage usage = watch.usage().orElseThrow();
      // Two loops on one core: each waits at least as long as the other runs, others may add to it.
      assertThat(usage.runQueueNs()).isGreaterThan(usage.cpuNs() * 7 / 10);
      assertThat(usage.involuntarySwitches()).isPositive();
    } finally {
      two.descendants().forEach(ProcessHandle::destroyForcibly);
      two.destroyForcibly();
    }
  }

  private static ProcessHandle child(Process parent) {
    Optional<ProcessHandle> child = Optional.empty();
    long deadline = CLOCK.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (child.isEmpty() && CLOCK.nanoTime() < deadline) {
      child = parent.children().findFirst();
      Thread.onSpinWait();
    }
    return child.orElseThrow();
  }

  private static void awaitCpuTime(long pid, Duration used) {
    long deadline = CLOCK.nanoTime() + Duration.ofSeconds(60).toNanos();
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    Duration begin = process.info().totalCpuDuration().orElseThrow();
    while (process.info().totalCpuDuration().orElseThrow().minus(begin).compareTo(used) < 0) {
      assertThat(CLOCK.nanoTime()).isLessThan(deadline);
    }
  }

  @Test
  void thePortableWayComesToTheSame() throws Exception {
    Seen seen = watchBusyThread(new PortableProcessReader(new SystemInfo().getOperatingSystem()));
    Usage usage = seen.usage();
    assertThat(usage.cpuNs() / seen.toldNs()).isCloseTo(1, within(0.2));
    assertThat(usage.rssBytes()).isGreaterThan(1_000_000);
  }

  @Test
  void aProcessThatHasEndedLeavesNoUsage() throws Exception {
    Process process = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
    process.waitFor();
    ProcessWatch watch =
        new ProcessWatch(new LinuxProcessReader(Path.of("/proc")), process.pid(), 1);
    watch.beforeSubscribers();
    watch.measurementBegins();
    watch.measurementEnds();
    assertThat(watch.usage()).isEmpty();
  }

  private record Seen(Usage usage, double toldNs) {}

  /** Watches a JVM while one of its threads is busy, which then tells its own account. */
  private static Seen watchBusyThread(ProcessReader reader) throws Exception {
    Process busy =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xint",
                "-cp",
                System.getProperty("java.class.path"),
                BusyThread.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = busy.inputReader();
        OutputStream in = busy.getOutputStream()) {
      ProcessWatch watch = new ProcessWatch(reader, busy.pid(), 1);
      assertThat(out.readLine()).isEqualTo("ready");
      watch.beforeSubscribers();
      watch.measurementBegins();
      in.write('g');
      in.flush();
      double toldNs = Double.parseDouble(out.readLine());
      watch.measurementEnds();
      return new Seen(watch.usage().orElseThrow(), toldNs);
    } finally {
      busy.destroyForcibly();
    }
  }
}
