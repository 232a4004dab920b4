package dev.pushmark.bench.cli;

import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code pushmark serve}. */
@Command(
    name = "serve",
    sortOptions = false,
    header = "Start the reference server alone, in the foreground.",
    descriptionHeading = "%n",
    description = {
      "All options go to the server. Ctrl-C lets it finish what it has begun and ends it.",
      ""
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  pushmark serve --port 8080",
      "  pushmark serve --port 0          a free port; which one is printed",
    })
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      description = "This, and the server's own options.")
  private boolean help;

  @Unmatched private List<String> options = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Function<List<String>, List<String>> server;

  /** The server is started by the command that its options are made into. */
  ServeCommand(Function<List<String>, List<String>> server) {
    this.server = server;
  }

  @Override
  public Integer call() throws Exception {
    if (help) {
      spec.commandLine().usage(spec.commandLine().getOut());
      spec.commandLine().getOut().println();
      options = List.of("--help");
    }
    try (Children children = new Children();
        ChildProcess running =
            children.startInForeground("server", Path.of(""), server.apply(options))) {
      return running.onExit().get();
    }
  }
}
