package dev.pushmark.bench.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pushmark run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Measure one transport, on the reference server or on yours.",
    descriptionHeading = "%n",
    description = {"The same as compare with one transport.", ""},
    optionListHeading = "Options (the command line beats --plan, which beats the defaults):%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  pushmark run --transport sse",
      "  pushmark run --transport websocket --url http://127.0.0.1:8080 --rate 50",
      "",
      PushmarkCommand.EXIT_CODES
    })
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--transport",
      required = true,
      paramLabel = "T",
      description = "Which: see pushmark --help.")
  private String transport = "";

  @Mixin private PlanOptions plan = new PlanOptions();
  @Mixin private AccessOptions access = new AccessOptions();
  @Mixin private CoreOptions cores = new CoreOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private FormatOptions format = new FormatOptions();

  private final Measuring measuring;

  RunCommand(Measuring measuring) {
    this.measuring = measuring;
  }

  @Override
  public Integer call() throws Exception {
    return measuring.measure(
        plan, List.of(transport), access, cores, output, format.format(output.json()), false);
  }
}
