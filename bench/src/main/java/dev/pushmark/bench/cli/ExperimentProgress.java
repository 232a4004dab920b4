package dev.pushmark.bench.cli;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.experiment.Experiment;
import dev.pushmark.bench.experiment.ExperimentLab;
import dev.pushmark.bench.experiment.Form;
import dev.pushmark.bench.experiment.Step;
import dev.pushmark.bench.lab.LabListener;
import dev.pushmark.bench.plan.BadPlanException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Progress of experiments: a line before each of their runs, with what is left of all of them, and
 * below it the progress of the run. Thread safe.
 */
final class ExperimentProgress implements ExperimentLab.Progress, AutoCloseable {
  private final Terminal terminal;
  private final PrintStream out;
  private final Clock clock;
  private final long beganNs;
  private final Duration planned;
  private Duration begun = Duration.ZERO;
  private @Nullable ProgressLines lines;

  ExperimentProgress(
      Terminal terminal, PrintStream out, Clock clock, List<Experiment> experiments, Form form)
      throws BadPlanException {
    this.terminal = terminal;
    this.out = out;
    this.clock = clock;
    this.beganNs = clock.nanoTime();
    Duration sum = Duration.ZERO;
    for (Experiment experiment : experiments) {
      sum = sum.plus(ExperimentLab.length(experiment, form));
    }
    this.planned = sum;
  }

  @Override
  public synchronized LabListener begins(String experiment, int number, int runs, Step step) {
    close();
    ProgressLines next = Measuring.progress(terminal, out, clock);
    next.permanent(
        String.format(
            Locale.ROOT,
            "experiment %s, run %d of %d: %s; about %s left in all",
            experiment,
            number,
            runs,
            step.folder(),
            ProgressLines.words(left())));
    begun = begun.plus(step.length());
    lines = next;
    return next;
  }

  /** What has not begun yet, at the pace of what has: each round has its overhead here. */
  private Duration left() {
    Duration ahead = planned.minus(begun);
    if (begun.isZero()) {
      return ahead;
    }
    if (ahead.isNegative()) {
      return Duration.ZERO; // one that chooses as it goes has taken more runs than was likely
    }
    double pace = (double) (clock.nanoTime() - beganNs) / begun.toNanos();
    return Duration.ofNanos(Math.round(ahead.toNanos() * pace));
  }

  /** Says what is left of what cannot go on. */
  synchronized void interrupted(Path folder) {
    close();
    out.println(
        "Interrupted: what has ended is in " + folder + ", the rest of it marked incomplete");
  }

  @Override
  public synchronized void close() {
    ProgressLines last = lines;
    if (last != null) {
      last.close();
      lines = null;
    }
  }
}
