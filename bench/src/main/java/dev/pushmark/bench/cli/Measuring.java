package dev.pushmark.bench.cli;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.Lab;
import dev.pushmark.bench.lab.SweepLab;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.bench.plan.PlanRequest;
import dev.pushmark.bench.plan.Planner;
import dev.pushmark.results.model.Calibrated;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.SweepRun.Axis;
import dev.pushmark.results.report.PlainText;
import dev.pushmark.scenarios.transport.Token;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code compare} and {@code run} have in common: plan, measure, print. */
final class Measuring {
  private static final DateTimeFormatter IN_NAMES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Terminal terminal;
  private final Clock clock;
  private final List<String> words;

  /** The words are the command as typed, without the program's name. */
  Measuring(Terminal terminal, Clock clock, List<String> words) {
    this.terminal = terminal;
    this.clock = clock;
    this.words = List.copyOf(words);
  }

  Clock clock() {
    return clock;
  }

  /** With {@code calibrating} the instrument is looked at first, for a few seconds. */
  int measure(
      PlanOptions options,
      @Nullable List<String> transports,
      AccessOptions access,
      CoreOptions cores,
      OutputOptions output,
      Format format,
      boolean calibrating)
      throws BadPlanException, IOException, InterruptedException {
    Instant now = clock.now();
    Axis along = options.along(format);
    List<Plan> plans = new ArrayList<>();
    for (PlanRequest request : options.requests(transports, now.getEpochSecond())) {
      plans.add(Planner.resolve(request));
    }
    Plan plan = plans.get(0);
    Token token = access.token(System.getenv());
    String name = plan.workload().name();
    Path folder = folder(output, along == null ? name : name + "-by-" + along.option(), now);
    Machine machine = new Machine();
    Pinning pinning = cores.pinning(machine);
    // Standard output is for the result alone; whoever pipes it still sees what is going on.
    ProgressLines progress = progress(terminal, System.err, clock);
    Interruption interruption = new Interruption(() -> progress.interrupted(folder));
    Ended ended;
    try (Children children = new Children()) {
      ChildCommands commands = commands(pinning).showing(token);
      Calibrated calibrated = null;
      if (calibrating) {
        progress.permanent("Calibrating the instrument (--no-calibration leaves that out)");
        calibrated = BriefCalibration.of(children, commands, plan);
        progress.permanent(PlainText.of(calibrated.findings().get(0)));
      }
      Lab.Provenance provenance = provenance(calibrated);
      if (along == null) {
        Lab lab = new Lab(children, commands, machine, clock, progress);
        Lab.Finished finished = lab.run(plan, provenance, folder);
        ended =
            new Ended(
                Findings.of(finished.stored(), shown(folder)), finished.conclusion().exitCode());
      } else {
        SweepLab lab = new SweepLab(children, commands, machine, clock, progress);
        SweepLab.Finished finished = lab.run(along, plans, provenance, folder);
        ended = new Ended(Findings.of(finished.run(), shown(folder)), finished.exitCode());
      }
    } catch (Children.ClosedException e) {
      return Interruption.EXIT_CODE;
    } finally {
      interruption.cancel();
      progress.close();
    }
    ended.findings().conclude(format, terminal.columns());
    return ended.exitCode();
  }

  private record Ended(Findings findings, int exitCode) {}

  /** Redrawn in place on a terminal; elsewhere only what stays. */
  static ProgressLines progress(Terminal terminal, PrintStream err, Clock clock) {
    return terminal.errIsTerminal()
        ? new LiveProgress(err, clock, terminal)
        : new ProgressLines(err, clock, terminal.columns());
  }

  static ChildCommands commands(Pinning pinning) {
    ChildCommands commands = ChildCommands.ours(pinning);
    Path archive = PrepareCommand.archive();
    return Files.exists(archive) ? commands.startingFrom(archive) : commands;
  }

  Lab.Provenance provenance(@Nullable Calibrated calibrated) {
    List<String> command = new ArrayList<>(List.of("pushmark"));
    command.addAll(words);
    return new Lab.Provenance(Build.version(), Build.commit(), command, calibrated);
  }

  /** The folder of a run: as asked for, or named after the time and what was done. */
  static Path folder(OutputOptions output, String name, Instant now) {
    Path given = output.out();
    return given != null
        ? given
        : Build.home()
            .resolve("results/runs")
            .resolve(IN_NAMES.format(now.truncatedTo(ChronoUnit.SECONDS)) + "-" + name);
  }

  /** The folder as a person in the working directory would name it. */
  static Path shown(Path folder) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = folder.toAbsolutePath();
    return absolute.startsWith(here) ? here.relativize(absolute) : absolute;
  }
}
