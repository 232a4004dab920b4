package dev.pushmark.bench.cli;

import dev.pushmark.scenarios.registry.Transports;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pushmark compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Put the same events through several transports and say how late each arrived.",
    descriptionHeading = "%n",
    description = {
      "Starts a fresh server and a fresh load generator per round, measures every transport once"
          + " per block in random order, and leaves a table, a page and a folder of results.",
      ""
    },
    optionListHeading = "Options (the command line beats --plan, which beats the defaults):%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  pushmark compare --quick",
      "  pushmark compare --workload dashboard --transports sse,websocket",
      "  pushmark compare --transports sse,sse-again",
      "  pushmark compare --poll-interval 5s --rounds 10 --seed 7",
      "  pushmark compare --expect 'websocket.p99<50ms' --expect '*.lost=0'",
      "",
      PushmarkCommand.EXIT_CODES
    })
final class CompareCommand implements Callable<Integer> {
  @Option(
      names = "--transports",
      split = ",",
      paramLabel = "T",
      description = {
        "Which, separated by commas, or all (default: the five that browsers have always had,",
        "over HTTP/1.1). 'list' only says what each of them does. sse-again is sse once more, to",
        "see what chance alone makes of equal things here."
      })
  private @Nullable List<String> transports;

  @Option(
      names = "--no-calibration",
      description = "Leave out the short calibration before the first round (some five seconds).")
  private boolean noCalibration;

  @Mixin private PlanOptions plan = new PlanOptions();
  @Mixin private AccessOptions access = new AccessOptions();
  @Mixin private CoreOptions cores = new CoreOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private FormatOptions format = new FormatOptions();

  private final Measuring measuring;

  CompareCommand(Measuring measuring) {
    this.measuring = measuring;
  }

  @Override
  public Integer call() throws Exception {
    if (List.of("list").equals(transports)) {
      System.out.print(
          PushmarkCommand.transports(
              CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.AUTO)));
      return 0;
    }
    boolean all = List.of("all").equals(transports);
    return measuring.measure(
        plan,
        all ? Transports.names() : transports,
        access,
        cores,
        output,
        format.format(output.json()),
        !noCalibration);
  }
}
