package dev.pushmark.bench.cli;

import dev.pushmark.bench.gate.GateLab;
import dev.pushmark.bench.gate.NullGates;
import dev.pushmark.bench.gate.Side;
import dev.pushmark.bench.gate.StoredSides;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.bench.lab.EnvironmentProbe;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.bench.plan.GatePlanner;
import dev.pushmark.bench.plan.MicroPlanner;
import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.bench.plan.PlanRequest;
import dev.pushmark.bench.plan.Planner;
import dev.pushmark.results.gate.Simulation;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GatePlan;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pushmark gate}. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Fail on a real regression, and only then.",
    descriptionHeading = "%n",
    description = {
      "Measures a candidate beside a baseline, in pairs of rounds next to each other. What seems worse",
      "is measured anew, and called a regression only if it is worse for certain and by enough.",
      "",
      "A side is a command that starts a server and says 'listening on URL', a JAR with a build of the",
      "reference server, the URL of a server that runs, the folder of a run, or 'reference'.",
      "With --micro the same is done with the benchmarks of JMH.",
      ""
    },
    optionListHeading = "Options:%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  pushmark gate --baseline ../main/bench/target/pushmark-bench.jar",
      "  pushmark gate --baseline 'node old.js' --candidate 'node new.js' --plan gate.yaml",
      "  pushmark gate --null",
      "  pushmark gate --micro --baseline old.jar --candidate new.jar --benchmarks Parser -- -wi 3",
      "  pushmark gate --micro --baseline 'java -jar a.jar' --candidate 'java -jar b.jar'",
      "  pushmark gate simulate",
      "",
      "Exit codes%n"
          + "  0  pass: nothing got worse by enough to matter%n"
          + "  1  regression%n"
          + "  2  the command was not understood%n"
          + "  3  inconclusive: this machine cannot tell now%n"
          + "  4  invalid: the instrument failed, or a figure is missing"
    })
final class GateCommand implements Callable<Integer> {
  @Option(names = "--baseline", paramLabel = "SIDE", description = "What is known to be good.")
  private @Nullable String baseline;

  @Option(
      names = "--candidate",
      paramLabel = "SIDE",
      description = "What is to be judged (reference: this build's own server).")
  private String candidate = Side.REFERENCE;

  @Option(
      names = "--null",
      description = {
        "The candidate against itself: what chance alone makes of equal things here. Kept, and later",
        "gates of this environment take no smaller growth for a regression."
      })
  private boolean nullGate;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "A plan file (YAML); its section 'gate' chooses cells and their minimum effects.")
  private @Nullable Path plan;

  @Option(
      names = "--transports",
      split = ",",
      paramLabel = "T",
      description = "Which, separated by commas (websocket,sse).")
  private @Nullable List<String> transports;

  @Option(
      names = "--workload",
      paramLabel = "NAME|FILE",
      description = "What is put on the server.")
  private @Nullable String workload;

  @Option(
      names = "--measurement",
      paramLabel = "TIME",
      converter = Values.DurationConverter.class,
      description = "Length of each round's measurement (4.2s).")
  private @Nullable Duration measurement;

  @Option(
      names = "--screen-pairs",
      paramLabel = "N",
      description = "Pairs of rounds of each transport, or of forks, that come first (10).")
  private @Nullable Integer screenPairs;

  @Option(
      names = "--confirm-pairs",
      paramLabel = "N",
      description = "Pairs that follow for what is suspected (30).")
  private @Nullable Integer confirmPairs;

  @Option(
      names = "--any-environment",
      description = "Compare with a run of another environment, or JVM, too.")
  private boolean anyEnvironment;

  @Mixin private MicroOptions micro = new MicroOptions();
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private CoreOptions cores = new CoreOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Measuring measuring;
  private final Terminal terminal;

  GateCommand(Measuring measuring, Terminal terminal) {
    this.measuring = measuring;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    micro.check(spec.commandLine());
    String was = nullGate && baseline == null ? candidate : baseline;
    if (was == null) {
      throw new ParameterException(
          spec.commandLine(), "--baseline is missing: what the candidate is compared with");
    }
    if (nullGate && !was.equals(candidate)) {
      throw new ParameterException(
          spec.commandLine(), "--baseline must be left out with --null, was " + was);
    }
    Instant now = measuring.clock().now();
    String name = (nullGate ? "null-" : "") + (micro.micro() ? "micro-" : "") + "gate";
    Path folder = Measuring.folder(output, name, now);
    try {
      GateRun run = micro.micro() ? forks(was, now, folder) : rounds(was, now, folder);
      print(run, folder);
      return exitCode(run);
    } catch (Children.ClosedException e) {
      return Interruption.EXIT_CODE;
    }
  }

  private GateRun forks(String was, Instant now, Path folder) throws IOException, BadPlanException {
    MicroPlanner.Request request =
        new MicroPlanner.Request(
            plan, micro.forJmh(), screenPairs, confirmPairs, common.seed(), now.getEpochSecond());
    return new MicroGating(
            spec.commandLine(), measuring, micro.benchmarks(), anyEnvironment, nullGate)
        .hold(was, candidate, request, folder);
  }

  private GateRun rounds(String was, Instant now, Path folder)
      throws IOException, BadPlanException, InterruptedException {
    Side ofCandidate = side("--candidate", candidate);
    Side ofBaseline = side("--baseline", was);
    Machine machine = new Machine();
    Pinning pinning = cores.pinning(machine);
    ChildCommands commands = Measuring.commands(pinning);
    String environment = new EnvironmentProbe(machine).environment(pinning, commands.flags()).id();
    GatePlan gate = plan(ofBaseline, ofCandidate, environment, now.getEpochSecond());
    if (!nullGate) {
      NullGates nullGates = NullGates.in(Build.home().resolve("results/runs"));
      gate = gate.with(nullGates.raised(gate.cells(), environment));
    }
    GateProgress progress = new GateProgress(System.err, measuring.clock(), gate.plan().phases());
    Interruption interruption = new Interruption(() -> progress.interrupted(folder));
    try (Children children = new Children()) {
      return new GateLab(children, commands, machine, measuring.clock(), progress)
          .run(gate, ofBaseline, ofCandidate, measuring.provenance(null), folder);
    } finally {
      interruption.cancel();
    }
  }

  private Side side(String option, String text) throws IOException {
    try {
      return Side.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), option + " " + e.getMessage(), e);
    }
  }

  private GatePlan plan(Side one, Side other, String environment, long defaultSeed)
      throws BadPlanException {
    Set<GateMetric> metrics = EnumSet.copyOf(GateMetric.OF_ROUNDS);
    if (one instanceof Side.Running || other instanceof Side.Running) {
      metrics.remove(GateMetric.CPU); // the process is not ours to see
    }
    Overrides overrides =
        new Overrides()
            .list("/transports", transports)
            .duration("/phases/measurement", measurement);
    PlanRequest request =
        new PlanRequest(
            transports == null && plan == null ? GatePlanner.usual() : GatePlanner.anyTransports(),
            plan,
            false,
            workload,
            common.addTo(overrides),
            defaultSeed);
    Plan asked = Planner.resolve(request);
    Plan measured;
    try {
      measured = StoredSides.plan(one, other, asked, anyEnvironment ? null : environment);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    return GatePlanner.resolve(measured, plan, screenPairs, confirmPairs, metrics);
  }

  private void print(GateRun run, Path folder) {
    Findings.of(run, Measuring.shown(folder)).conclude(output.format(), terminal.columns());
  }

  private static int exitCode(GateRun run) {
    GateRun.Verdict verdict = run.verdict();
    if (verdict == null) {
      return Conclusion.INVALID;
    }
    return switch (verdict) {
      case PASS -> Conclusion.DONE;
      case REGRESSION -> Conclusion.FAILED;
      case INCONCLUSIVE -> Conclusion.INCONCLUSIVE;
      case INVALID -> Conclusion.INVALID;
    };
  }

  @Command(
      name = "simulate",
      mixinStandardHelpOptions = true,
      description = "How often verdicts are right, on machines whose truth is known: a table.")
  int simulate(
      @Option(names = "--gates", defaultValue = "1000", description = "Gates of each kind (1000).")
          int gates,
      @Option(names = "--seed", defaultValue = "1", description = "Of all chance (1).") long seed) {
    if (gates < 1 || gates > 1_000_000) {
      throw new ParameterException(
          spec.commandLine(), "--gates must be 1 to 1000000, was " + gates);
    }
    List<Simulation.Row> rows = new ArrayList<>();
    for (Simulation.Host host : Simulation.HOSTS) {
      for (Simulation.Truth truth : Simulation.TRUTHS) {
        System.err.printf("%s, %s%n", host.name(), truth);
        rows.add(Simulation.of(host, truth, gates, seed));
      }
    }
    System.out.print(Simulation.table(rows));
    return Conclusion.DONE;
  }
}
