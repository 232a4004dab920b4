package dev.pushmark.bench.lab.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the cores of a round from falling asleep: on each runs a process that never waits, of the
 * policy SCHED_IDLE, which whoever has something to do puts off its core at once. A core that
 * sleeps takes its time to wake up (a virtual one must be given back by the hypervisor first), and
 * that time would be in every latency.
 *
 * <p>At the nice value 19, too, so that the kernel books its time under another name than that of
 * what else runs. Each ends with its parent, when closed, and when its CPU time is used up.
 */
public final class Awake implements AutoCloseable {
  /** The programs that this takes. */
  static final List<String> PROGRAMS = List.of("taskset", "chrt", "nice");

  private static final String LOOP =
      "ulimit -t %d; exec 2>/dev/null; while kill -0 \"$PPID\"; do :; done";

  private final List<ChildProcess> processes;

  private Awake(List<ChildProcess> processes) {
    this.processes = processes;
  }

  /** Whether the programs are installed that this takes. */
  public static boolean isPossible() {
    return PROGRAMS.stream().allMatch(Programs::isInstalled);
  }

  /**
   * Keeps the cores of both sides awake, if they are to be.
   *
   * @param bound after which they may sleep again
   * @throws Children.ClosedException if the program is ending
   */
  public static Awake keep(Children children, Pinning pinning, Duration bound) throws IOException {
    List<ChildProcess> processes = new ArrayList<>();
    if (pinning.awake()) {
      for (Cores cores : List.of(pinning.server(), pinning.injector())) {
        for (int core : cores.numbers()) {
          processes.add(children.start("awake", Path.of(""), command(core, bound), line -> {}));
        }
      }
    }
    return new Awake(processes);
  }

  private static List<String> command(int core, Duration bound) {
    String loop = LOOP.formatted(Math.max(1, bound.toSeconds()));
    return List.of(
        "taskset",
        "-c",
        Integer.toString(core),
        "nice",
        "-n",
        "19",
        "chrt",
        "--idle",
        "0",
        "/bin/sh",
        "-c",
        loop);
  }

  /** Those that keep cores awake. */
  List<ChildProcess> processes() {
    return processes;
  }

  @Override
  public void close() {
    processes.forEach(ChildProcess::close);
  }
}
