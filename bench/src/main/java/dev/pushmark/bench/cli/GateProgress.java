package dev.pushmark.bench.cli;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.gate.GateLab;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Round;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Progress of {@code pushmark gate}: a line per round, written when it has ended. Thread safe. */
final class GateProgress implements GateLab.GateListener {
  private final PrintStream out;
  private final Clock clock;
  private final Phases phases;
  private RemainingTime remaining;
  private int rounds;
  private int ended;
  private boolean screened;

  GateProgress(PrintStream out, Clock clock, Phases phases) {
    this.out = out;
    this.clock = clock;
    this.phases = phases;
    this.remaining = new RemainingTime(0, phases.total());
  }

  @Override
  public synchronized void stageBegins(Set<String> transports, int pairs) {
    int more = 2 * pairs * transports.size();
    rounds += more;
    remaining = new RemainingTime(more, phases.total());
    remaining.roundBegins(clock.nanoTime());
    out.printf(
        Locale.ROOT,
        "%s: %d pairs of rounds of %s, about %s%n",
        screened ? "Measured anew, since suspected" : "Screen",
        pairs,
        String.join(" and ", new TreeSet<>(transports)),
        left());
    screened = true;
  }

  private String left() {
    return ProgressLines.words(remaining.estimate(clock.nanoTime()));
  }

  @Override
  public synchronized void pairIsRepeated(int block, String transport) {
    rounds += 2;
    remaining.add(2);
    out.printf("Pair %d of %s is measured again: other load spoilt it%n", block, transport);
  }

  @Override
  public synchronized void roundEnds(boolean baseline, Round round) {
    long nowNs = clock.nanoTime();
    remaining.roundEnds(nowNs);
    remaining.roundBegins(nowNs);
    ended++;
    out.printf(
        Locale.ROOT,
        "[%3d/%d] pair %d  %-22s %-9s  %s, %s left%n",
        ended,
        rounds,
        round.block(),
        round.transport(),
        baseline ? "baseline" : "candidate",
        ProgressLines.word(round.outcome()),
        ended == rounds ? "nothing" : left());
    ProgressLines.reasons(round.outcome()).forEach(reason -> out.println("        " + reason));
  }

  /** Says what is left of a gate that cannot go on. */
  synchronized void interrupted(Path folder) {
    out.println(ProgressLines.interrupted(ended, rounds, folder));
  }
}
