package dev.pushmark.bench.cli;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.LabListener;
import dev.pushmark.results.compare.BrowserWords;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.WitnessWords;
import dev.pushmark.results.model.BrowserFigures;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Witness;
import dev.pushmark.results.model.Workload;
import dev.pushmark.results.report.PlainText;
import dev.pushmark.scenarios.gatling.Progress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Progress for files and pipes: one line per round, written when it has ended. Thread safe. */
class ProgressLines implements LabListener, AutoCloseable {
  /** What further lines of a message begin with. */
  static final String INDENT = "        ";

  private final PrintStream out;
  private final Clock clock;
  private final int columns;
  private RemainingTime remaining = new RemainingTime(0, Duration.ZERO);
  private int rounds;
  private int ended;

  ProgressLines(PrintStream out, Clock clock, int columns) {
    this.out = out;
    this.clock = clock;
    this.columns = columns;
  }

  @Override
  public synchronized void runBegins(Plan plan, List<String> notes) {
    rounds = plan.rounds() * plan.transports().size();
    remaining = new RemainingTime(rounds, plan.phases().total());
    remaining.roundBegins(clock.nanoTime());
    Workload workload = plan.workload();
    permanent(
        "%s: %s subscribers, %s deliveries per second"
            .formatted(
                workload.name(),
                count(workload.subscribers()),
                count(Math.round(workload.deliveriesPerSecond()))));
    permanent(
        "%d rounds of %s, about %s in all"
            .formatted(plan.rounds(), String.join(", ", plan.transports()), timeLeft()));
    notes.forEach(note -> permanent("Note: " + note));
  }

  @Override
  public synchronized void roundBegins(int block, int attempt, String transport) {
    remaining.roundBegins(clock.nanoTime());
  }

  @Override
  public synchronized void progress(Progress progress) {}

  @Override
  public synchronized void roundEnds(Round round, Map<Metric, List<Histogram>> histograms) {
    remaining.roundEnds(clock.nanoTime());
    ended++;
    permanent(
        String.format(
                Locale.ROOT,
                "[%2d/%d] block %d  %-13s  %-7s  %s",
                ended,
                rounds,
                round.block(),
                round.transport(),
                word(round.outcome()),
                figures(round, histograms))
            .stripTrailing());
    reasons(round.outcome()).forEach(this::further);
    Witness witness = round.witness();
    if (witness != null) {
      further(PlainText.of(WitnessWords.of(witness)));
    }
    BrowserFigures browser = round.browser();
    if (browser != null) {
      further(PlainText.of(BrowserWords.of(browser)));
    }
  }

  private void further(String text) {
    permanent(INDENT + PlainText.wrap(text, columns - 10, INDENT + "  "));
  }

  private static String figures(Round round, Map<Metric, List<Histogram>> histograms) {
    Injection injection = round.injection();
    if (injection == null) {
      return "";
    }
    TransportFigures figures =
        TransportFigures.of(round.transport(), List.of(round), Map.of(round.id(), histograms));
    String deliveries =
        count(injection.counts().delivered()) + " of " + count(injection.counts().expected());
    return deliveries
        + " deliveries"
        + figures
            .percentileNs(Metric.DELIVERY_LATENCY, Percentile.P50)
            .map(ns -> ", p50 " + time(ns))
            .orElse("")
        + figures.maxNs(Metric.DELIVERY_LATENCY).map(ns -> ", max " + time(ns)).orElse("");
  }

  static String word(Outcome outcome) {
    if (outcome instanceof Outcome.Done) {
      return "done";
    }
    return outcome instanceof Outcome.Failed ? "FAILED" : "INVALID";
  }

  static List<String> reasons(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return failed.reasons();
    }
    return outcome instanceof Outcome.Invalid invalid ? invalid.reasons() : List.of();
  }

  @Override
  public synchronized void roundsAreRepeated(int block, int attempt, List<String> transports) {
    rounds += transports.size();
    remaining.add(transports.size());
    permanent(
        "Block %d, attempt %d: other load on the machine spoilt %s"
            .formatted(block, attempt, String.join(", ", transports)));
  }

  /** Says what is left of a run that cannot go on. */
  synchronized void interrupted(Path folder) {
    close();
    permanent(interrupted(ended, rounds, folder));
  }

  static String interrupted(int ended, int rounds, Path folder) {
    return "Interrupted: %d of %d rounds are in %s, marked incomplete"
        .formatted(ended, rounds, folder);
  }

  /** Writes a line that stays. */
  void permanent(String line) {
    out.println(line);
  }

  /** Which round of how many is under way, as written. */
  final String position() {
    return (ended + 1) + " of " + rounds;
  }

  /** How long the rest takes, in words. */
  final String timeLeft() {
    return words(remaining.estimate(clock.nanoTime()));
  }

  /** A time that is estimated, in words. */
  static String words(Duration estimate) {
    long seconds = estimate.toSeconds();
    return seconds < 100 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String time(double ns) {
    return PlainText.of(Units.time(ns));
  }

  @Override
  public synchronized void close() {}
}
