package dev.pushmark.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

/** The options of a gate of microbenchmarks. */
final class MicroOptions {
  private static final Set<String> OF_ROUNDS =
      Set.of(
          "--transports",
          "--workload",
          "--measurement",
          "--poll-interval",
          "--payload",
          "--tls",
          "--compression",
          "--link");

  @Option(
      names = "--micro",
      description = {
        "Benchmarks of JMH in the place of rounds, by pairs of forks. A side is then a JAR with",
        "benchmarks, a command that takes JMH's options at its end, a .json file of JMH's results",
        "(-rf json, of 7 forks or more), or 'reference'."
      })
  private boolean micro;

  @Option(
      names = "--benchmarks",
      paramLabel = "REGEX",
      description = "With --micro: which, by name; case does not matter (all, if 12 or fewer).")
  private @Nullable String benchmarks;

  @Parameters(
      arity = "0..*",
      paramLabel = "-- OPTION",
      description = "With --micro: further options, for JMH (-- -wi 3 -i 5).")
  private List<String> forJmh = new ArrayList<>();

  boolean micro() {
    return micro;
  }

  @Nullable String benchmarks() {
    return benchmarks;
  }

  List<String> forJmh() {
    return List.copyOf(forJmh);
  }

  /** Has nothing be asked for that does not go together. */
  void check(CommandLine line) {
    if (!forJmh.isEmpty() && !(micro && forJmh.get(0).startsWith("-"))) {
      throw new UnmatchedArgumentException(line, forJmh);
    }
    if (!micro && benchmarks != null) {
      throw new ParameterException(
          line, "--benchmarks must be left out without --micro, was " + benchmarks);
    }
    for (OptionSpec option : line.getParseResult().matchedOptions()) {
      if (micro && OF_ROUNDS.contains(option.longestName())) {
        throw new ParameterException(
            line,
            "%s must be left out with --micro, was %s"
                .formatted(option.longestName(), option.originalStringValues().get(0)));
      }
    }
  }
}
