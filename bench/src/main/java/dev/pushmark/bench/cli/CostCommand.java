package dev.pushmark.bench.cli;

import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.bench.lab.CostLab;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.bench.plan.PlanRequest;
import dev.pushmark.bench.plan.Planner;
import dev.pushmark.results.compare.LinearFit;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.CostRun.Axis;
import dev.pushmark.results.model.Plan;
import dev.pushmark.scenarios.registry.Transports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pushmark cost}. */
@Command(
    name = "cost",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Measure what one more subscriber and one more delivery cost.",
    descriptionHeading = "%n",
    description = {
      "Measures each transport at several numbers of subscribers to whom nothing is sent, and at",
      "several rates of events to the same subscribers; the slopes of the lines through them are the",
      "costs: memory, CPU, bytes, interrupts, energy.",
      ""
    },
    optionListHeading = "Options:%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  pushmark cost --quick",
      "  pushmark cost --transports sse,websocket --rounds 6",
      "  pushmark cost --transports websocket --subscribers 1000,2000,4000 --tls",
      "",
      "Exit codes%n"
          + "  0  measured%n"
          + "  2  the command was not understood%n"
          + "  4  a transport has too few valid rounds: the instrument failed"
    })
final class CostCommand implements Callable<Integer> {
  private static final List<Integer> SUBSCRIBERS = List.of(250, 500, 1000);
  private static final List<Integer> FEW_SUBSCRIBERS = List.of(100, 200, 400);
  private static final List<Double> RATES = List.of(5.0, 10.0, 20.0);
  private static final int MOST_SUBSCRIBERS = 20_000;
  private static final double HIGHEST_RATE = 10_000;
  private static final int AUDIENCE = 100;
  private static final Long ROUNDS = 3L;
  private static final Long QUICK_ROUNDS = 1L;
  private static final Duration WARMUP = Duration.ofSeconds(2);
  private static final Duration MEASUREMENT = Duration.ofSeconds(5);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** What is late costs the same, unless too much of it falls out of the measurement: a 50th. */
  private static final int LATENESS = 50;

  @Option(
      names = "--transports",
      split = ",",
      paramLabel = "T",
      description = "Which, separated by commas, or all (default: the five that compare takes).")
  private @Nullable List<String> transports;

  @Option(
      names = "--subscribers",
      split = ",",
      paramLabel = "N",
      description = "At least three numbers of silent subscribers (250,500,1000).")
  private @Nullable List<Integer> subscribers;

  @Option(
      names = "--rates",
      split = ",",
      paramLabel = "R",
      description = "At least three rates of events per second to 100 subscribers (5,10,20).")
  private @Nullable List<Double> rates;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of each transport at each size (3).")
  private @Nullable Long rounds;

  @Option(
      names = "--quick",
      description =
          "1 round at each size, and 100,200,400 subscribers: a first look, not a result.")
  private boolean quick;

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      converter = Values.DurationConverter.class,
      description = "Subscribers are there but nothing is counted (2s).")
  private @Nullable Duration warmup;

  @Option(
      names = "--measurement",
      paramLabel = "TIME",
      converter = Values.DurationConverter.class,
      description = "Length of each measurement of deliveries (5s).")
  private @Nullable Duration measurement;

  @Option(
      names = "--silence",
      paramLabel = "TIME",
      converter = Values.DurationConverter.class,
      description = {
        "How long silent subscribers are measured (15s, one heartbeat of the reference server; with",
        "--quick 5s, which leaves heartbeats out)."
      })
  private @Nullable Duration silence;

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private CoreOptions cores = new CoreOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Measuring measuring;
  private final Terminal terminal;

  CostCommand(Measuring measuring, Terminal terminal) {
    this.measuring = measuring;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Instant now = measuring.clock().now();
    Plan plan = plan(now.getEpochSecond());
    CostLab.Sizes sizes =
        new CostLab.Sizes(
            sizes(
                "--subscribers",
                subscribers,
                quick ? FEW_SUBSCRIBERS : SUBSCRIBERS,
                MOST_SUBSCRIBERS),
            silence != null ? silence : quick ? MEASUREMENT : HEARTBEAT,
            AUDIENCE,
            sizes("--rates", rates, RATES, HIGHEST_RATE));
    Path folder = Measuring.folder(output, "cost", now);
    Pinning pinning = cores.pinning(new Machine());
    CostProgress progress = new CostProgress(System.err, measuring.clock(), plan, sizes);
    Interruption interruption = new Interruption(() -> progress.interrupted(folder));
    try (Children children = new Children()) {
      CostRun run =
          new CostLab(
                  children, Measuring.commands(pinning), Machine.readingHeaps(), measuring.clock())
              .run(plan, sizes, measuring.provenance(null), folder, progress::stepEnds);
      print(run, folder);
      return isTold(run) ? Conclusion.DONE : Conclusion.INVALID;
    } catch (Children.ClosedException e) {
      return Interruption.EXIT_CODE;
    } finally {
      interruption.cancel();
    }
  }

  private Plan plan(long defaultSeed) throws BadPlanException {
    List<String> chosen = List.of("all").equals(transports) ? Transports.names() : transports;
    Duration length = measurement != null ? measurement : MEASUREMENT;
    Duration late = length.dividedBy(LATENESS);
    Overrides overrides =
        new Overrides()
            .list("/transports", chosen)
            .number("/rounds", rounds != null ? rounds : quick ? QUICK_ROUNDS : ROUNDS)
            .duration("/phases/warmup", warmup != null ? warmup : WARMUP)
            .duration("/phases/measurement", length)
            .duration("/limits/sendDelayP99", late)
            .duration("/limits/receiveLagP99", late)
            .number("/limits/runQueueShare", Double.valueOf(1));
    return Planner.resolve(
        new PlanRequest(null, false, null, common.addTo(overrides), defaultSeed));
  }

  private <N extends Number> List<N> sizes(
      String option, @Nullable List<N> given, List<N> usual, double most) {
    if (given == null) {
      return usual;
    }
    boolean inRange = given.stream().allMatch(n -> n.doubleValue() > 0 && n.doubleValue() <= most);
    if (!inRange || new HashSet<>(given).size() < LinearFit.SIZES) {
      String were = String.join(",", given.stream().map(String::valueOf).toList());
      throw new ParameterException(
          spec.commandLine(),
          String.format(
              Locale.ROOT,
              "%s must be at least %d different numbers above 0, up to %.0f, was %s",
              option,
              LinearFit.SIZES,
              most,
              were));
    }
    return given;
  }

  private void print(CostRun run, Path folder) {
    Findings.of(run, Measuring.shown(folder)).conclude(output.format(), terminal.columns());
  }

  /** Whether every transport has valid rounds of enough sizes along both axes. */
  private static boolean isTold(CostRun run) {
    return run.plan().transports().stream()
        .allMatch(
            transport ->
                Stream.of(Axis.values())
                    .allMatch(axis -> run.sizes(transport, axis) >= LinearFit.SIZES));
  }
}
