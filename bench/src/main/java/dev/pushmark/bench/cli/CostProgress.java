package dev.pushmark.bench.cli;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.CostLab;
import dev.pushmark.results.model.CostRun.Step;
import dev.pushmark.results.model.Plan;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Progress of {@code pushmark cost}: a line per round, written when it has ended. Thread safe. */
final class CostProgress {
  private final PrintStream out;
  private final Clock clock;
  private final RemainingTime remaining;
  private int rounds;
  private int ended;

  CostProgress(PrintStream out, Clock clock, Plan plan, CostLab.Sizes sizes) {
    this.out = out;
    this.clock = clock;
    rounds = plan.rounds() * sizes.count() * plan.transports().size();
    remaining = new RemainingTime(rounds, meanLength(plan, sizes));
    remaining.roundBegins(clock.nanoTime());
    out.printf(
        Locale.ROOT,
        "cost: %s at %d sizes, %d rounds in all, about %s%n",
        String.join(", ", plan.transports()),
        sizes.count(),
        rounds,
        left());
  }

  private static Duration meanLength(Plan plan, CostLab.Sizes sizes) {
    Duration longer = sizes.silence().minus(plan.phases().measurement());
    return plan.phases()
        .total()
        .plus(longer.multipliedBy(sizes.subscribers().size()).dividedBy(sizes.count()));
  }

  private String left() {
    return ProgressLines.words(remaining.estimate(clock.nanoTime()));
  }

  synchronized void stepEnds(Step step) {
    if (step.round().attempt() > 1) {
      rounds++;
      remaining.add(1);
    }
    long nowNs = clock.nanoTime();
    remaining.roundEnds(nowNs);
    remaining.roundBegins(nowNs);
    ended++;
    out.printf(
        Locale.ROOT,
        "[%2d/%d] %-24s %5d subscribers, %6.0f deliveries/s  %s, %s left%n",
        ended,
        rounds,
        step.round().transport(),
        step.subscribers(),
        step.subscribers() * step.eventsPerSecond(),
        ProgressLines.word(step.round().outcome()),
        ended == rounds ? "nothing" : left());
    ProgressLines.reasons(step.round().outcome())
        .forEach(reason -> out.println("        " + reason));
  }

  /** Says what is left of a run that cannot go on. */
  synchronized void interrupted(Path folder) {
    out.println(ProgressLines.interrupted(ended, rounds, folder));
  }
}
