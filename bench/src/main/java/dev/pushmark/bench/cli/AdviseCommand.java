package dev.pushmark.bench.cli;

import dev.pushmark.bench.experiment.Advice;
import dev.pushmark.bench.experiment.BreakEven;
import dev.pushmark.bench.experiment.Measured;
import dev.pushmark.bench.experiment.Prices;
import dev.pushmark.bench.experiment.Prices.Weights;
import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.results.store.Json;
import dev.pushmark.results.store.UnreadableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code pushmark advise}. */
@Command(
    name = "advise",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Say which transport is the cheapest for so many clients, so many events, so late.",
    descriptionHeading = "%n",
    description = {
      "From the costs that the experiment break-even has measured on this machine: what each",
      "transport takes of CPU time and bytes, with intervals, and where the choice would be another.",
      "Polling is taken to be as rare as the staleness allows: who polls every T learns of an event",
      "T/2 late on average.",
      ""
    },
    optionListHeading = "Options:%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  pushmark experiment break-even",
      "  pushmark advise --clients 5000 --rate 0.1 --staleness 2s",
      "  pushmark advise --clients 5000 --rate 0.1 --staleness 2s --weights cpu=1,bytes=8 --json",
      "",
      "Exit codes%n"
          + "  0  there is an answer%n"
          + "  2  the command was not understood, or nothing was measured yet%n"
          + "  4  the experiment tells the costs of no transport: the instrument failed"
    })
final class AdviseCommand implements Callable<Integer> {
  private static final int MOST_CLIENTS = 100_000_000;
  private static final double HIGHEST_RATE = 1_000;
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  @Option(
      names = "--clients",
      required = true,
      paramLabel = "N",
      description = "How many there are.")
  private int clients;

  @Option(
      names = "--rate",
      required = true,
      paramLabel = "R",
      description = "Events per second to each of them, 0 to 1000.")
  private double rate;

  @Option(
      names = "--staleness",
      required = true,
      paramLabel = "TIME",
      converter = Values.DurationConverter.class,
      description = "How late an event may come on average, 10ms to 1h.")
  private Duration staleness = SHORTEST;

  @Option(
      names = "--weights",
      paramLabel = "W",
      converter = WeightsConverter.class,
      description =
          "What a second of CPU time and a megabyte cost, in any currency (cpu=1,bytes=1).")
  private Weights weights = Weights.EQUAL;

  @Option(
      names = "--experiment",
      paramLabel = "FOLDER",
      description = "Of a break-even (the newest in results/runs, else in results/published).")
  private @Nullable Path experiment;

  @Option(
      names = "--json",
      description = "The answer as JSON on standard output; everything else on standard error.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Weights as they are written. */
  static final class WeightsConverter implements ITypeConverter<Weights> {
    private static final String ALLOWED =
        "cpu=A, bytes=B or both with a comma, numbers >= 0 and not both 0";

    @Override
    public Weights convert(String text) {
      double cpu = 1;
      double megabyte = 1;
      for (String part : text.split(",", -1)) {
        if (part.matches("cpu=\\d{1,12}(\\.\\d{1,12})?")) {
          cpu = number(part);
        } else if (part.matches("bytes=\\d{1,12}(\\.\\d{1,12})?")) {
          megabyte = number(part);
        } else {
          throw wrong(text);
        }
      }
      if (cpu + megabyte == 0) {
        throw wrong(text);
      }
      return new Weights(cpu, megabyte);
    }

    private static double number(String part) {
      return Double.parseDouble(part.substring(part.indexOf('=') + 1));
    }

    private static TypeConversionException wrong(String text) {
      return new TypeConversionException("must be " + ALLOWED + ", was " + text);
    }
  }

  /**
   * What {@code --json} prints.
   *
   * @param experiment the folder that it rests upon
   */
  record Answer(String experiment, boolean quick, Advice advice) {}

  @Override
  public Integer call() throws IOException {
    check();
    Path folder = folder();
    ExperimentRun run = read(folder);
    List<Measured> measured = new ArrayList<>();
    for (ExperimentRun.Part part : run.parts()) {
      measured.add(Measured.read(folder.resolve(part.folder()), part.done()));
    }
    Prices prices = BreakEven.prices(measured, weights);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter text = json ? spec.commandLine().getErr() : out;
    if (prices.models().isEmpty()) {
      text.println("pushmark: " + Measuring.shown(folder) + " tells the costs of no transport");
      text.flush();
      return Conclusion.INVALID;
    }
    Advice advice = Advice.of(new Advice.Question(clients, rate, staleness, weights), prices);
    text.print(AdviceText.of(advice, run, Measuring.shown(folder)));
    text.flush();
    if (json) {
      out.println(Json.line(new Answer(Measuring.shown(folder).toString(), run.quick(), advice)));
      out.flush();
    }
    return Conclusion.DONE;
  }

  private void check() {
    if (clients < 1 || clients > MOST_CLIENTS) {
      throw wrong("--clients must be 1 to " + MOST_CLIENTS + ", was " + clients);
    }
    if (!(rate >= 0 && rate <= HIGHEST_RATE)) {
      throw wrong("--rate must be 0 to 1000 events/s, was " + rate);
    }
    if (staleness.compareTo(SHORTEST) < 0 || staleness.compareTo(LONGEST) > 0) {
      throw wrong("--staleness must be 10ms to 1h, was " + DurationText.format(staleness));
    }
  }

  private Path folder() throws IOException {
    if (experiment != null) {
      return experiment;
    }
    return PastExperiments.newest(Build.home(), BreakEven.NAME)
        .orElseThrow(
            () ->
                wrong(
                    "nothing was measured yet to tell from: run ./pushmark experiment break-even"
                        + " (--quick takes two minutes), or name the folder of one by --experiment"));
  }

  private ExperimentRun read(Path folder) throws IOException {
    ExperimentRun run = null;
    try {
      run = PastExperiments.read(folder).orElse(null);
    } catch (UnreadableException e) {
      throw wrong("--experiment must be readable: " + e.getMessage());
    }
    if (run == null
        || !run.name().equals(BreakEven.NAME)
        || run.state() != dev.pushmark.results.model.Run.State.COMPLETE) {
      throw wrong(
          "--experiment must be the folder of a break-even that came to its end, was " + folder);
    }
    return run;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
