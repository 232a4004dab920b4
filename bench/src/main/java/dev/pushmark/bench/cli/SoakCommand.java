package dev.pushmark.bench.cli;

import dev.pushmark.bench.experiment.Soak;
import dev.pushmark.bench.experiment.SoakLab;
import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.observation.ServerSampler;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.scenarios.registry.Transports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pushmark soak}. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header =
        "Let faults strike subscribers for a long time, and see that nothing grows or gets lost.",
    descriptionHeading = "%n",
    description = {
      "One server, and rounds of each transport on it in turn. In cycles of 15 s shares of the",
      "subscribers are cut off and come back, and connections stall, or become slow or narrow, at",
      "random moments; then, when all is calm, the server's heap after a full garbage collection, its",
      "file descriptors, threads, timers and open connections are counted. Linux only.",
      ""
    },
    optionListHeading = "Options:%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  pushmark soak",
      "  pushmark soak --minutes 3 --subscribers 1000",
      "",
      "Exit codes%n"
          + "  0  nothing grew, nothing went unaccounted%n"
          + "  1  something did%n"
          + "  2  the command was not understood%n"
          + "  3  too little was measured to tell"
    })
final class SoakCommand implements Callable<Integer> {
  private static final int MOST_MINUTES = 24 * 60;

  /** The injector holds three descriptors for each: the subscriber's and two of the proxy's. */
  private static final int MOST_SUBSCRIBERS = 6_000;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "Length of all measurements together (30).")
  private int minutes = 30;

  @Option(
      names = "--subscribers",
      paramLabel = "N",
      description = "Of each round, in hundreds (5000).")
  private int subscribers = 5_000;

  @Option(
      names = "--transports",
      split = ",",
      paramLabel = "T",
      description = "Which take turns, separated by commas (websocket,sse,long-polling).")
  private List<String> transports = List.of("websocket", "sse", "long-polling");

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of every random choice (default: another each time; kept with the result).")
  private @Nullable Long seed;

  @Mixin private CoreOptions cores = new CoreOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Measuring measuring;
  private final Terminal terminal;

  SoakCommand(Measuring measuring, Terminal terminal) {
    this.measuring = measuring;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Instant now = measuring.clock().now();
    Soak soak = soak(seed != null ? seed : now.getEpochSecond());
    Path folder = Measuring.folder(output, "soak", now);
    Pinning pinning = cores.pinning(new Machine());
    ProgressLines progress = Measuring.progress(terminal, System.err, measuring.clock());
    Interruption interruption = new Interruption(() -> progress.interrupted(folder));
    ExperimentRun run;
    try (Children children = new Children()) {
      run =
          new SoakLab(
                  children, Measuring.commands(pinning), new Machine(), measuring.clock(), progress)
              .hold(soak, measuring.provenance(null), folder);
    } catch (Children.ClosedException e) {
      return Interruption.EXIT_CODE;
    } finally {
      interruption.cancel();
      progress.close();
    }
    Findings.of(run, Measuring.shown(folder)).conclude(output.format(), terminal.columns());
    return exitCode(run);
  }

  private Soak soak(long drawn) {
    check(minutes >= 1 && minutes <= MOST_MINUTES, "--minutes", "1 to " + MOST_MINUTES, minutes);
    check(
        subscribers >= Soak.ROOM && subscribers <= MOST_SUBSCRIBERS && subscribers % Soak.ROOM == 0,
        "--subscribers",
        "a multiple of " + Soak.ROOM + " up to " + MOST_SUBSCRIBERS,
        subscribers);
    for (String transport : transports) {
      check(
          Transports.exists(transport) && !Transports.needsTls(transport),
          "--transports",
          "among those over TCP in cleartext",
          transport);
    }
    check(
        ServerSampler.isPossible(),
        "soak",
        "held where there is /proc/PID/fd (Linux)",
        "elsewhere");
    return new Soak(Duration.ofMinutes(minutes), subscribers, transports, drawn);
  }

  private void check(boolean holds, String name, String allowed, Object was) {
    if (!holds) {
      throw new ParameterException(
          spec.commandLine(), name + " must be " + allowed + ", was " + was);
    }
  }

  /** What is found counts before what cannot be told. */
  private static int exitCode(ExperimentRun run) {
    List<Answer> answers = run.verdicts().stream().map(verdict -> verdict.answer()).toList();
    if (answers.contains(Answer.DOES_NOT_HOLD)) {
      return Conclusion.FAILED;
    }
    return answers.contains(Answer.CANNOT_BE_TOLD) ? Conclusion.INCONCLUSIVE : Conclusion.DONE;
  }
}
