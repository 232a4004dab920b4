package dev.pushmark.bench.cli;

import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.bench.lab.CostLab;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.bench.lab.process.Programs;
import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.bench.plan.PlanRequest;
import dev.pushmark.bench.plan.Planner;
import dev.pushmark.results.compare.LinearFit;
import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.CostRun.Axis;
import dev.pushmark.results.model.CostRun.Step;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Tls;
import dev.pushmark.results.report.CostTable;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.registry.Transports;
import java.io.PrintStream;
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
  private static final Duration MEASUREMENT = Duration.ofSeconds(5);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** What is late costs what it costs: only a minute of it would be a sign of something else. */
  private static final Duration LATE = Duration.ofMinutes(1);

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

  @Option(
      names = "--poll-interval",
      paramLabel = "TIME",
      converter = Values.DurationConverter.class,
      description = "Time between two polls of a subscriber (1s).")
  private @Nullable Duration pollInterval;

  @Option(names = "--payload", paramLabel = "BYTES", description = "Size of an event (200).")
  private @Nullable Long payload;

  @Option(
      names = "--tls",
      arity = "0..1",
      fallbackValue = "resumption",
      paramLabel = "MODE",
      converter = Values.TlsConverter.class,
      description = "Secure every connection: none (default), resumption, or full-handshakes.")
  private @Nullable Tls tls;

  @Option(
      names = "--compression",
      paramLabel = "MODE",
      converter = Values.CompressionConverter.class,
      description = "none (default) or deflate.")
  private @Nullable Compression compression;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of every random choice (default: another each time; kept with the result).")
  private @Nullable Long seed;

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
    Pinning pinning = Pinning.divide(new Machine().allowedCores(), Programs.isInstalled("taskset"));
    try (Children children = new Children()) {
      Progress progress = new Progress(plan, sizes);
      ChildCommands commands = Measuring.commands(pinning);
      CostRun run =
          new CostLab(children, commands, new Machine(true), measuring.clock())
              .run(plan, sizes, measuring.provenance(null), folder, progress::stepEnds);
      print(run, folder);
      return isTold(run) ? Conclusion.DONE : Conclusion.INVALID;
    } catch (Children.ClosedException e) {
      return Interruption.EXIT_CODE;
    }
  }

  private Plan plan(long defaultSeed) throws Exception {
    List<String> chosen = List.of("all").equals(transports) ? Transports.names() : transports;
    Overrides overrides =
        new Overrides()
            .list("/transports", chosen)
            .number("/rounds", rounds != null ? rounds : quick ? Long.valueOf(1) : Long.valueOf(3))
            .duration("/phases/warmup", warmup != null ? warmup : Duration.ofSeconds(2))
            .duration("/phases/measurement", measurement != null ? measurement : MEASUREMENT)
            .duration("/limits/sendDelayP99", LATE)
            .duration("/limits/receiveLagP99", LATE)
            .number("/limits/runQueueShare", Double.valueOf(1))
            .number("/limits/injectorCpu", Double.valueOf(1))
            .number("/limits/publishedShare", Double.valueOf(0.5))
            .duration("/polling/interval", pollInterval)
            .number("/workload/payloadBytes", payload)
            .choice("/tls", tls)
            .choice("/compression", compression)
            .number("/seed", seed);
    return Planner.resolve(new PlanRequest(null, false, null, overrides, defaultSeed));
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
    PrintStream out = output.json() ? System.err : System.out;
    out.println();
    out.print(CostTable.of(run, terminal.columns()));
    out.println();
    out.println("Folder " + Measuring.shown(folder));
    if (output.json()) {
      System.out.println(Json.line(run));
    }
  }

  /** Whether every transport has valid rounds of enough sizes along both axes. */
  private static boolean isTold(CostRun run) {
    return run.plan().transports().stream()
        .allMatch(
            transport ->
                Stream.of(Axis.values())
                    .allMatch(axis -> sizesOf(run, transport, axis) >= LinearFit.SIZES));
  }

  private static long sizesOf(CostRun run, String transport, Axis axis) {
    return run.steps().stream()
        .filter(step -> step.axis() == axis && step.valid())
        .filter(step -> step.round().transport().equals(transport))
        .map(step -> List.of(step.subscribers(), step.eventsPerSecond()))
        .distinct()
        .count();
  }

  /** A line per round on standard error. */
  private final class Progress {
    private final RemainingTime remaining;
    private int rounds;
    private int ended;

    Progress(Plan plan, CostLab.Sizes sizes) {
      rounds = plan.rounds() * sizes.count() * plan.transports().size();
      long perBlock =
          plan.phases().total().toMillis() * sizes.count()
              + (sizes.silence().toMillis() - plan.phases().measurement().toMillis())
                  * sizes.subscribers().size();
      remaining = new RemainingTime(rounds, Duration.ofMillis(perBlock / sizes.count()));
      remaining.roundBegins(measuring.clock().nanoTime());
      System.err.printf(
          Locale.ROOT,
          "cost: %s at %d sizes, %d rounds in all, about %s%n",
          String.join(", ", plan.transports()),
          sizes.count(),
          rounds,
          left());
    }

    private String left() {
      return ProgressLines.words(remaining.estimate(measuring.clock().nanoTime()));
    }

    void stepEnds(Step step) {
      long nowNs = measuring.clock().nanoTime();
      if (step.round().attempt() > 1) {
        rounds++;
        remaining.add(1);
      }
      remaining.roundEnds(nowNs);
      remaining.roundBegins(nowNs);
      ended++;
      System.err.printf(
          Locale.ROOT,
          "[%2d/%d] %-24s %5d subscribers, %6.0f deliveries/s  %s, %s left%n",
          ended,
          rounds,
          step.round().transport(),
          step.subscribers(),
          step.subscribers() * step.eventsPerSecond(),
          ProgressLines.word(step.round().outcome()),
          left());
      ProgressLines.reasons(step.round().outcome())
          .forEach(reason -> System.err.println("        " + reason));
    }
  }
}
