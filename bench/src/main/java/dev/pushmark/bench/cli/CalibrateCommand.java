package dev.pushmark.bench.cli;

import dev.pushmark.bench.calibration.Calibrator;
import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.scenarios.registry.Transports;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pushmark calibrate}. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Check the instrument itself against events whose latency is known.",
    descriptionHeading = "%n",
    description = {
      "Publishes events whose intended send times follow known patterns, has the server write down",
      "when it really wrote each of them, and compares what the clients of a round report with that.",
      ""
    },
    optionListHeading = "Options:%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  pushmark calibrate --quick",
      "  pushmark calibrate --transports all",
      "  pushmark calibrate --transports websocket --patterns heavy-tail --events 1000000",
      "",
      "Exit codes%n"
          + "  0  every percentile within 100 µs or 2 %% of the truth, every count exact%n"
          + "  2  the command was not understood%n"
          + "  4  the instrument is not sound on this machine, or could not be calibrated"
    })
final class CalibrateCommand implements Callable<Integer> {
  private static final String ALL = "all";
  private static final int MIN_EVENTS = 200;
  private static final int MAX_EVENTS = 1_000_000;
  private static final int EVENTS = 10_000;
  private static final int QUICK_EVENTS = 1_000;
  private static final int REPETITIONS = 6;
  private static final int QUICK_REPETITIONS = 3;

  @Option(
      names = "--transports",
      split = ",",
      paramLabel = "T",
      description = "Which, separated by commas, or all (default: the five that compare takes).")
  private @Nullable List<String> transports;

  @Option(
      names = "--patterns",
      split = ",",
      paramLabel = "P",
      description = "Which patterns of latencies, separated by commas (default: all of them).")
  private @Nullable List<String> patterns;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = {
        "Events of each pattern (10000). A percentile needs 100/(1-q) of them: p50 200, p99 10000,",
        "p99.99 1000000."
      })
  private @Nullable Integer events;

  @Option(names = "--quick", description = "1000 events of each pattern: up to p90.")
  private boolean quick;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the random latencies (default: another each time; kept with the result).")
  private @Nullable Long seed;

  @Mixin private CoreOptions cores = new CoreOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Calibrating calibrating;

  CalibrateCommand(Calibrating calibrating) {
    this.calibrating = calibrating;
  }

  @Override
  public Integer call() throws Exception {
    int count = events != null ? events : quick ? QUICK_EVENTS : EVENTS;
    if (count < MIN_EVENTS || count > MAX_EVENTS) {
      throw wrong("--events must be " + MIN_EVENTS + " to " + MAX_EVENTS + ", was " + count);
    }
    long chosen = seed != null ? seed : calibrating.clock().now().getEpochSecond();
    Calibrator.Asked asked =
        Calibrator.Asked.thorough(
            chosen(
                "--transports",
                transports,
                Transports.names(),
                transports == null ? Transports.common() : Transports.names()),
            chosen("--patterns", patterns, Calibrator.patterns(), Calibrator.patterns()),
            count,
            quick ? QUICK_REPETITIONS : REPETITIONS,
            chosen);
    for (String transport : asked.transports()) {
      String obstacle = Transports.obstacle(transport);
      if (obstacle != null) {
        throw wrong("--transports cannot have " + transport + " here: " + obstacle);
      }
    }
    try {
      Calibration calibration = calibrating.calibrate(asked, cores, output);
      return calibrating.print(calibration, output) ? Conclusion.DONE : Conclusion.INVALID;
    } catch (Children.ClosedException e) {
      return Interruption.EXIT_CODE;
    }
  }

  private List<String> chosen(
      String option, @Nullable List<String> words, List<String> allowed, List<String> all) {
    if (words == null || words.equals(List.of(ALL))) {
      return all;
    }
    for (String word : words) {
      if (!allowed.contains(word)) {
        throw wrong(
            option + " must be among " + String.join(", ", allowed) + ", or all, was " + word);
      }
    }
    return List.copyOf(new LinkedHashSet<>(words));
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
