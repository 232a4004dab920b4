package dev.pushmark.bench.cli;

import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.micro.receivers.Receivers;
import dev.pushmark.bench.micro.slow.SlowConsumer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code pushmark micro}. */
@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {FanOutCommand.class, SlowConsumer.class, Receivers.class, WitnessCommand.class},
    header = "Run the JMH microbenchmarks.",
    descriptionHeading = "%n",
    description = {"Options that are not listed here go to JMH, for example -f 1 -wi 3.", ""},
    footerHeading = "%nExamples%n",
    footer = {
      "  pushmark micro delivery            one delivery over each transport, in one process pair",
      "  pushmark micro delivery -p transport=sse -f 1",
      "  pushmark micro FirstEvent          from the wish to subscribe to the first event",
      "  pushmark micro recording -prof gc   what recording a delivery costs, in time and memory",
      "  pushmark micro fan-out             server CPU time per delivery, for bursts to many",
      "  pushmark micro slow-consumer       what one that stops reading does to the others",
      "  pushmark micro receivers           our receiving beside Gatling's own and bare Netty's",
      "  pushmark micro witness             what witnesses do to what they watch",
    })
final class MicroCommand implements Callable<Integer> {
  private static final String LIST = "/META-INF/BenchmarkList";

  @Parameters(
      arity = "0..1",
      paramLabel = "REGEX",
      description = "Which, by name; case does not matter (all).")
  private String regex = ".*";

  @Unmatched private List<String> options = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    String pattern = "(?i)" + regex;
    List<String> names = benchmarks();
    if (!matchesAny(pattern, names)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "REGEX must match a benchmark (%s), was %s"
              .formatted(names.isEmpty() ? "there is none" : String.join(", ", names), regex));
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                ChildCommands.ownJava().toString(),
                "-cp",
                ChildCommands.ownClassPath(),
                "org.openjdk.jmh.Main",
                pattern,
                "-foe",
                "true"));
    command.addAll(options);
    try (Children children = new Children();
        ChildProcess jmh = children.startInForeground("jmh", Path.of(""), command)) {
      return jmh.onExit().get() == 0 ? Conclusion.DONE : Conclusion.FAILED;
    }
  }

  private boolean matchesAny(String pattern, List<String> names) {
    try {
      return names.stream().anyMatch(Pattern.compile(pattern).asPredicate());
    } catch (PatternSyntaxException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "REGEX must be a regular expression, was " + regex, e);
    }
  }

  private static List<String> benchmarks() throws IOException {
    InputStream list = MicroCommand.class.getResourceAsStream(LIST);
    if (list == null) {
      return List.of();
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank())
          .map(line -> new BenchmarkListEntry(line).getUsername())
          .toList();
    }
  }
}
