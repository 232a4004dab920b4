package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Cores;
import dev.pushmark.bench.lab.process.JvmFlags;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.bench.lab.witness.Bias;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.scenarios.gatling.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real rounds whose generator is overloaded or disturbed on purpose: each must be invalid, and say
 * what of the generator was at fault. What else a busy machine does to the round may be said too.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class DisturbedGeneratorTest {
  private static final String INJECTOR = "dev.pushmark.scenarios.gatling.Injector";
  private static final int BUSY_LOOPS = 8;

  /** Enough for the JVM to start in, not for Gatling to do anything but collect garbage. */
  private static final String TINY_HEAP = "11m";

  @TempDir Path folder;

  private final Children children = new Children();
  private final List<Process> disturbers = new CopyOnWriteArrayList<>();

  @AfterEach
  void nothingIsLeftRunning() {
    disturbers.forEach(Process::destroyForcibly);
    children.close();
  }

  @Test
  void moreEventsThanItCanSendAreSaidToBeLate() throws Exception {
    assertThat(reasons(ours(), 150_000, progress -> {}))
        .anyMatch(
            reason ->
                reason.startsWith("events were sent late by the injector")
                    || reason.endsWith("scheduled events were published"));
  }

  @Test
  void aCoreSharedWithBusyLoopsIsSaidToBeUsedByOthers() throws Exception {
    AtomicBoolean begun = new AtomicBoolean();
    List<String> found =
        reasons(
            ours(new Pinning(Cores.parse("0"), Cores.parse("1"), "")),
            200,
            progress -> {
              if (progress.phase() == Progress.Phase.WARMUP && !begun.getAndSet(true)) {
                for (int i = 0; i < BUSY_LOOPS; i++) {
                  start("taskset", "-c", "1", "sh", "-c", "while :; do :; done");
                }
              }
            });
    assertThat(found)
        .anyMatch(reason -> reason.matches("(?s).*others used .* of (its|the injector's) cores"));
  }

  @Test
  void aPauseIsSeenThoughNothingWasDue() throws Exception {
    AtomicBoolean paused = new AtomicBoolean();
    List<String> found =
        reasons(
            ours(),
            0,
            progress -> {
              if (progress.phase() == Progress.Phase.MEASUREMENT && !paused.getAndSet(true)) {
                pauseInjector();
              }
            });
    assertThat(found).anyMatch(reason -> reason.startsWith("the injector stood still: stalls p99"));
    assertThat(found).noneMatch(reason -> reason.contains("by the injector"));
  }

  @Test
  void aPausedInjectorIsSaidToHaveStoodStill() throws Exception {
    AtomicBoolean paused = new AtomicBoolean();
    List<String> found =
        reasons(
            ours(),
            100,
            progress -> {
              if (progress.phase() == Progress.Phase.MEASUREMENT && !paused.getAndSet(true)) {
                pauseInjector();
              }
            });
    assertThat(found)
        .anyMatch(reason -> reason.startsWith("the injector stood still: stalls p99"))
        .anyMatch(reason -> reason.startsWith("events were sent late by the injector"));
  }

  @Test
  void aHeapThatIsTooSmallIsSaidToBe() throws Exception {
    ChildCommands tiny =
        withInjectorFlags(ours(), "-XX:+UseSerialGC", "-Xmx" + TINY_HEAP, "-Xmn1m");
    assertThat(reasons(tiny, 2_000, progress -> {}))
        .anyMatch(
            reason ->
                reason.startsWith("garbage collection (GC) held the injector up")
                    || reason.contains("OutOfMemoryError"));
  }

  @Test
  void anExhaustedPortRangeIsTheInjectorsFaultAndNotTheServers() throws Exception {
    assertThat(reasons(inNamespaceOfFewPorts(), 20, progress -> {}))
        .anyMatch(
            reason ->
                reason.startsWith(
                    "the injector could not make a connection, for lack of local ports"));
  }

  private List<String> reasons(
      ChildCommands commands, double eventsPerSecond, Consumer<Progress> onProgress)
      throws Exception {
    Plan plan = RoundBuilder.smallPlan("sse", eventsPerSecond);
    RoundRunner runner =
        new RoundRunner(children, commands, new Machine(), Clock.system(), plan, Bias.NONE);
    Slot slot = new Slot(1, 1, 1, "sse", Clock.system().now());
    Path exchange = Files.createDirectories(folder.resolve("exchange"));
    Outcome outcome = runner.run(slot, 1, exchange, onProgress).outcome();
    assertThat(outcome).isInstanceOf(Outcome.Invalid.class);
    return ((Outcome.Invalid) outcome).reasons();
  }

  private static ChildCommands ours() {
    Cores cores = Cores.parse("0");
    return ours(new Pinning(cores, cores, "it is a test"));
  }

  private static ChildCommands ours(Pinning pinning) {
    return ChildCommands.ours(pinning);
  }

  private static ChildCommands withInjectorFlags(ChildCommands commands, String... flags) {
    List<String> injector = new ArrayList<>(commands.flags().injector());
    injector.removeIf(flag -> flag.startsWith("-Xm") || flag.endsWith("GC"));
    injector.addAll(List.of(flags));
    return with(commands, commands.java(), new JvmFlags(commands.flags().server(), injector));
  }

  private static ChildCommands with(ChildCommands commands, Path java, JvmFlags flags) {
    return new ChildCommands(
        java,
        commands.classPath(),
        commands.serverMain(),
        commands.injectorMain(),
        flags,
        commands.pinning(),
        null,
        null,
        List.of());
  }

  /** Stops the injector's process for a while, as a debugger or a snapshot of the machine does. */
  private void pauseInjector() {
    long pid =
        ProcessHandle.current()
            .descendants()
            .filter(child -> commandLine(child.pid()).contains(INJECTOR))
            .findFirst()
            .orElseThrow()
            .pid();
    start("sh", "-c", "sleep 0.2; kill -STOP " + pid + "; sleep 0.6; kill -CONT " + pid);
  }

  /** As the kernel has it: the JDK leaves out what is as long as a class path. */
  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  /** Both processes behind a launcher that enters a network namespace with eight local ports. */
  private ChildCommands inNamespaceOfFewPorts() throws Exception {
    Process holder =
        start(
            "unshare",
            "--net",
            "sh",
            "-c",
            "ip link set lo up && echo 60000 60007 > /proc/sys/net/ipv4/ip_local_port_range"
                + " && echo ready && exec sleep 100");
    String ready = holder.inputReader().readLine();
    assumeTrue("ready".equals(ready), "needs root on Linux, unshare and ip (util-linux, iproute2)");
    Path launcher = folder.resolve("java");
    Files.writeString(
        launcher,
        "#!/bin/sh\nexec nsenter --net=/proc/%d/ns/net '%s' \"$@\"\n"
            .formatted(holder.pid(), ChildCommands.ownJava()));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    ChildCommands commands = ours();
    return with(commands, launcher, commands.flags());
  }

  private Process start(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      disturbers.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
