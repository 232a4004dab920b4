package dev.pushmark.bench.cli;

import dev.pushmark.scenarios.registry.Transports;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pushmark}: the command that holds the others. */
@Command(
    name = "pushmark",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    header = "Which real-time transport should I use, and what does it cost?",
    commandListHeading = "%nCommands%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  pushmark compare --quick          five transports, under two minutes",
      "  pushmark compare                  the same, long enough to rely on",
      "  pushmark run --transport sse --url http://127.0.0.1:8080",
      "  pushmark cost                     what a subscriber and a delivery cost",
      "  pushmark experiment list          what is taught, put to the test",
      "  pushmark advise --clients 5000 --rate 0.1 --staleness 2s",
      "  pushmark soak                     thirty minutes of faults: does anything grow?",
      "  pushmark gate --baseline old.jar  did it get worse? for a build that may fail",
      "  pushmark trend                    how did figures go from run to run?",
      "  pushmark show FOLDER              print the results of a run again, or export them",
      "  pushmark site                     a static site of all published runs",
      "  pushmark calibrate                is what is reported here true?",
      "  pushmark serve --port 8080        the reference server alone",
      "",
      PushmarkCommand.EXIT_CODES
    },
    exitCodeOnInvalidInput = 2)
final class PushmarkCommand implements Runnable {
  static final String EXIT_CODES =
      "Exit codes%n"
          + "  0  measured, and all is as expected%n"
          + "  1  the server missed what was expected: a round failed or an --expect does not hold%n"
          + "  2  the command was not understood%n"
          + "  3  too few events to tell whether an --expect holds%n"
          + "  4  a transport has no valid round: the instrument failed";

  private static final String TRANSPORTS = "pushmarkTransports";

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command line, with its help in colour or not. */
  static CommandLine commandLine(
      Terminal terminal,
      Measuring measuring,
      Calibrating calibrating,
      ServeCommand serve,
      MicroCommand micro) {
    CommandLine line = new CommandLine(new PushmarkCommand());
    line.addSubcommand(new CompareCommand(measuring));
    line.addSubcommand(new RunCommand(measuring));
    line.addSubcommand(new CostCommand(measuring, terminal));
    line.addSubcommand(new ExperimentCommand(measuring, terminal));
    line.addSubcommand(new AdviseCommand());
    line.addSubcommand(new SoakCommand(measuring, terminal));
    line.addSubcommand(new GateCommand(measuring, terminal));
    line.addSubcommand(new TrendCommand());
    line.addSubcommand(new ShowCommand(terminal.columns(), System.out, System.err));
    line.addSubcommand(new SiteCommand());
    line.addSubcommand(new CalibrateCommand(calibrating));
    line.addSubcommand(serve);
    line.addSubcommand(micro);
    line.addSubcommand(new PrepareCommand(measuring.clock()));
    line.setColorScheme(
        Help.defaultColorScheme(terminal.outInColour() ? Help.Ansi.ON : Help.Ansi.OFF));
    line.setUsageHelpWidth(Math.max(60, Math.min(100, terminal.columns())));
    line.getCommandSpec().version("pushmark " + Build.version());
    line.getSubcommands().values().forEach(sub -> sub.getCommandSpec().version(Build.version()));
    line.getHelpSectionMap().put(TRANSPORTS, help -> transports(help.colorScheme()));
    var order = new java.util.ArrayList<>(line.getHelpSectionKeys());
    order.add(
        order.indexOf(CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING), TRANSPORTS);
    line.setHelpSectionKeys(order);
    line.setExpandAtFiles(false); // a word that begins with @ is meant as it stands
    line.setParameterExceptionHandler(UsageErrors::parameter);
    line.setExecutionExceptionHandler(UsageErrors::execution);
    return line;
  }

  static String transports(Help.ColorScheme colours) {
    StringBuilder text = new StringBuilder(String.format("%nTransports%n"));
    for (String name : Transports.names()) {
      text.append("  ").append(colours.commandText(name)).append(" ".repeat(24 - name.length()));
      text.append(Transports.describe(name)).append(System.lineSeparator());
    }
    return text.toString();
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "a command is missing: compare, run, cost, experiment, advise, gate, trend, show, calibrate, serve or micro");
  }
}
