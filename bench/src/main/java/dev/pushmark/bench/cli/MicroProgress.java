package dev.pushmark.bench.cli;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.gate.MicroGate;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Progress of {@code pushmark gate --micro}: a line per fork, written when it has ended. Thread
 * safe.
 */
final class MicroProgress implements MicroGate.MicroListener {
  private final PrintStream out;
  private final Clock clock;
  private RemainingTime remaining = new RemainingTime(0, Duration.ZERO);
  private int forks;
  private int ended;

  MicroProgress(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public synchronized void stageBegins(int benchmarks, int more) {
    out.printf(
        Locale.ROOT,
        "%s: %d forks of %d benchmark%s%n",
        forks == 0 ? "Screen" : "Measured anew, since suspected",
        more,
        benchmarks,
        benchmarks == 1 ? "" : "s");
    forks += more;
    remaining = new RemainingTime(more, Duration.ZERO);
    remaining.roundBegins(clock.nanoTime());
  }

  @Override
  public synchronized void forkEnds(boolean baseline, int pair, String failure) {
    long nowNs = clock.nanoTime();
    remaining.roundEnds(nowNs);
    remaining.roundBegins(nowNs);
    ended++;
    out.printf(
        Locale.ROOT,
        "[%3d/%d] pair %d  %-9s  %s, %s left%n",
        ended,
        forks,
        pair,
        baseline ? "baseline" : "candidate",
        failure.isEmpty() ? "done" : "FAILED",
        ended == forks ? "nothing" : ProgressLines.words(remaining.estimate(nowNs)));
    if (!failure.isEmpty()) {
      out.println("        " + failure);
    }
  }

  /** Says what is left of a gate that cannot go on. */
  synchronized void interrupted(Path folder) {
    out.printf("Interrupted: %d of %d forks are in %s, marked incomplete%n", ended, forks, folder);
  }
}
