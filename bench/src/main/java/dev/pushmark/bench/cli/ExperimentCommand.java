package dev.pushmark.bench.cli;

import dev.pushmark.bench.experiment.Experiment;
import dev.pushmark.bench.experiment.ExperimentLab;
import dev.pushmark.bench.experiment.Experiments;
import dev.pushmark.bench.experiment.Form;
import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.bench.lab.Lab;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pushmark experiment}. */
@Command(
    name = "experiment",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Put what is taught about real-time transports to the test.",
    descriptionHeading = "%n",
    description = {
      "Each experiment measures what decides one or more claims, and ends in a verdict on each of",
      "them with its figures: holds, does not hold, depends, or cannot be told.",
      ""
    },
    optionListHeading = "Options:%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  pushmark experiment list",
      "  pushmark experiment staleness --quick",
      "  pushmark experiment all --quick",
      "",
      "Exit codes%n"
          + "  0  there is a verdict on every claim%n"
          + "  2  the command was not understood%n"
          + "  3  too little was measured to tell of a claim%n"
          + "  4  a transport has no valid round: the instrument failed"
    })
final class ExperimentCommand implements Callable<Integer> {
  private static final String LIST = "list";
  private static final String ALL = "all";

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "Which experiment; all of them, or list to see what there is.")
  private String name = "";

  @Option(
      names = "--quick",
      description = "Fewer and shorter rounds: a first look, with wide intervals.")
  private boolean quick;

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

  ExperimentCommand(Measuring measuring, Terminal terminal) {
    this.measuring = measuring;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Instant now = measuring.clock().now();
    Form form = new Form(quick, seed != null ? seed : now.getEpochSecond());
    if (name.equals(LIST)) {
      spec.commandLine().getOut().print(ExperimentList.of(Experiments.all(), form.seed()));
      spec.commandLine().getOut().flush();
      return Conclusion.DONE;
    }
    boolean all = name.equals(ALL);
    List<Experiment> experiments = all ? Experiments.all() : List.of(chosen());
    Path folder = Measuring.folder(output, all ? "experiments" : "experiment-" + name, now);
    return hold(experiments, form, folder, all);
  }

  private Experiment chosen() {
    return Experiments.named(name)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "NAME must be list, all or one of "
                        + String.join(", ", Experiments.names())
                        + ", was "
                        + name));
  }

  private int hold(List<Experiment> experiments, Form form, Path folder, boolean all)
      throws BadPlanException, IOException, InterruptedException {
    Pinning pinning = cores.pinning(new Machine());
    List<ExperimentRun> runs = new ArrayList<>();
    ExperimentProgress progress =
        new ExperimentProgress(terminal, System.err, measuring.clock(), experiments, form);
    Interruption interruption = new Interruption(() -> progress.interrupted(folder));
    try (Children children = new Children()) {
      ExperimentLab lab =
          new ExperimentLab(
              children, Measuring.commands(pinning), new Machine(), measuring.clock(), progress);
      ExperimentIndex index = all ? ExperimentIndex.begin(folder, experiments) : null;
      for (Experiment experiment : experiments) {
        String each = experiment.description().name();
        Path own = all ? folder.resolve(each) : folder;
        ExperimentRun run = lab.hold(experiment, form, provenance(each, form), own);
        runs.add(run);
        if (index != null) {
          index.ended(run);
        }
      }
    } catch (Children.ClosedException e) {
      return Interruption.EXIT_CODE;
    } finally {
      interruption.cancel();
      progress.close();
    }
    print(runs, folder, all);
    return exitCode(runs);
  }

  /** What repeats an experiment alone, be it one of all. */
  private Lab.Provenance provenance(String each, Form form) {
    List<String> command = new ArrayList<>(List.of("./pushmark", "experiment", each));
    if (form.quick()) {
      command.add("--quick");
    }
    command.add("--seed");
    command.add(Long.toString(form.seed()));
    return new Lab.Provenance(Build.version(), Build.commit(), command, null);
  }

  private void print(List<ExperimentRun> runs, Path folder, boolean all) {
    Path shown = Measuring.shown(folder);
    for (ExperimentRun run : runs) {
      Findings findings = Findings.of(run, all ? shown.resolve(run.name()) : shown);
      if (all && output.json()) {
        findings.print(Format.TEXT, terminal.columns(), System.err);
      } else {
        findings.conclude(output.format(), terminal.columns());
      }
    }
    if (all) {
      (output.json() ? System.err : System.out)
          .println("Index  " + shown.resolve(ExperimentIndex.PAGE));
      if (output.json()) {
        System.out.println(Json.line(runs));
      }
    }
  }

  /** What the command returns: a failing instrument first, then whatever cannot be told. */
  static int exitCode(List<ExperimentRun> runs) {
    if (runs.stream().anyMatch(ExperimentRun::anyUnmeasured)) {
      return Conclusion.INVALID;
    }
    boolean untold =
        runs.stream()
            .flatMap(run -> run.verdicts().stream())
            .anyMatch(verdict -> verdict.answer() == Answer.CANNOT_BE_TOLD);
    return untold ? Conclusion.INCONCLUSIVE : Conclusion.DONE;
  }
}
