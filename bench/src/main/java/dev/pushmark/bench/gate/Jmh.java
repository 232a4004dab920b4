package dev.pushmark.bench.gate;

import dev.pushmark.bench.lab.Reasons;
import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.gate.Fork;
import dev.pushmark.results.model.Benchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs JMH in processes of its own. */
public final class Jmh {
  /** What is asked of each process: one fork, and to say so if anything fails. */
  private static final List<String> ONE_FORK = List.of("-f", "1", "-rf", "json", "-foe", "true");

  /** Options that would undo what a gate asks for. */
  private static final Set<String> RESERVED =
      Set.of("f", "rf", "rff", "foe", "o", "l", "lp", "lrf", "lprof", "h");

  private static final Pattern PLAIN_VALUE = Pattern.compile("[^,]*");

  private final Children children;
  private final List<String> options;

  /**
   * With options of somebody's choice. The children stay the caller's to close.
   *
   * @throws IllegalArgumentException if a gate cannot leave one of them to others
   */
  public Jmh(Children children, List<String> options) {
    this.children = children;
    this.options = List.copyOf(options);
    for (String option : options) {
      String name = option.replaceFirst("^-+", "").replaceFirst("=.*", "");
      if (option.startsWith("-") && (RESERVED.contains(name) || name.matches("f\\d+"))) {
        throw new IllegalArgumentException(
            "JMH's options must be others than -%s, was %s"
                .formatted(String.join(", -", RESERVED.stream().sorted().toList()), option));
      }
    }
  }

  /**
   * The benchmarks of a side.
   *
   * @param regex found in their names
   * @throws IllegalArgumentException if it does not tell them, in words that follow its name
   * @throws Children.ClosedException if the program is ending
   */
  public List<Benchmark> list(MicroSide.Started side, String regex) throws IOException {
    List<String> lines = new CopyOnWriteArrayList<>();
    List<String> command = command(side);
    command.addAll(List.of("-lp", regex));
    try (ChildProcess jmh = start(command, lines::add)) {
      int code = exitCode(jmh);
      if (code != 0) {
        throw new IllegalArgumentException(
            "must list its benchmarks when JMH's option -lp is put behind it; it "
                + Reasons.exit(code)
                + Reasons.lastWords(jmh));
      }
    }
    return JmhListing.parse(lines);
  }

  /**
   * Measures in one fork of each benchmark.
   *
   * @param number of the fork
   * @param asked what is measured: these, and further values of their parameters where that cannot
   *     be helped
   * @param results where JMH writes them; does not exist yet
   * @param log gets what JMH prints
   * @throws FailedException if it does not measure
   * @throws Children.ClosedException if the program is ending
   */
  Fork fork(
      MicroSide.Started side, int number, List<Benchmark> asked, Path results, PrintStream log)
      throws IOException {
    List<String> command = command(side);
    command.addAll(List.of("-rff", results.toAbsolutePath().toString()));
    command.addAll(parameters(asked));
    command.add(names(asked));
    try (ChildProcess jmh = start(command, log::println)) {
      int code = exitCode(jmh);
      jmh.errors().forEach(log::println);
      if (code != 0) {
        throw new FailedException(Reasons.exit(code) + Reasons.lastWords(jmh));
      }
    }
    List<Fork> forks = read(results);
    if (forks.size() != 1) {
      throw new FailedException("measured in %d forks instead of one".formatted(forks.size()));
    }
    Set<String> subjects =
        asked.stream().map(Benchmark::subject).collect(Collectors.toUnmodifiableSet());
    return new Fork(number, subjects, forks.get(0).scores());
  }

  private static List<Fork> read(Path results) throws FailedException {
    try {
      return JmhFile.read(results).forks();
    } catch (IOException e) {
      throw new FailedException("left no results: " + e.getMessage());
    }
  }

  /** JMH did not measure; the message follows "fork N of …". */
  static final class FailedException extends IOException {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
      super(message);
    }
  }

  private List<String> command(MicroSide.Started side) {
    List<String> command = new ArrayList<>(side.command());
    command.addAll(options);
    command.addAll(ONE_FORK);
    return command;
  }

  private ChildProcess start(List<String> command, Consumer<String> onOutput) throws IOException {
    return children.start("jmh", Path.of(""), command, onOutput);
  }

  private int exitCode(ChildProcess jmh) throws IOException {
    int code = jmh.onExit().join();
    children.requireOpen();
    return code;
  }

  /** A regular expression that finds these benchmarks and no others. */
  private static String names(List<Benchmark> benchmarks) {
    return benchmarks.stream()
        .map(benchmark -> benchmark.name().replace(".", "\\.").replace("$", "\\$"))
        .distinct()
        .collect(Collectors.joining("|", "^(", ")$"));
  }

  /** Values of parameters: those that one of these benchmarks has, unless options say which. */
  private List<String> parameters(List<Benchmark> benchmarks) {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    for (Benchmark benchmark : benchmarks) {
      benchmark
          .params()
          .forEach((name, v) -> values.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(v));
    }
    List<String> words = new ArrayList<>();
    values.forEach(
        (name, each) -> {
          boolean chosen = options.stream().anyMatch(option -> option.contains(name + "="));
          if (!chosen && each.stream().allMatch(v -> PLAIN_VALUE.matcher(v).matches())) {
            words.addAll(List.of("-p", name + "=" + String.join(",", each)));
          }
        });
    return words;
  }
}
