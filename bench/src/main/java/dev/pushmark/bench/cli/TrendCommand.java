package dev.pushmark.bench.cli;

import dev.pushmark.bench.gate.PastRuns;
import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.results.report.HtmlPage;
import dev.pushmark.results.report.PlainText;
import dev.pushmark.results.report.TrendText;
import dev.pushmark.results.store.Json;
import dev.pushmark.results.trend.PastRun;
import dev.pushmark.results.trend.Trend;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pushmark trend}. */
@Command(
    name = "trend",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "How did figures go from run to run, and where did they change?",
    descriptionHeading = "%n",
    description = {
      "Puts the stored runs of one environment in a row, the candidates of gates",
      "among them, and marks where the level of a figure changed. Only runs that",
      "asked the same are in one series; each counts with the median of its rounds'",
      "own figures. A series needs 10 runs; of more than 500 the newest count.",
      "",
      "This is for people to look at. It is no gate: whatever it finds, it never",
      "ends with 1.",
      ""
    },
    parameterListHeading = "Where runs are:%n",
    optionListHeading = "Options:%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  pushmark trend",
      "  pushmark trend nightly/ --workload chat --transports sse --out trend.html",
      "",
      "Exit codes%n"
          + "  0  looked at, whatever was found; or there are too few runs, which it says%n"
          + "  2  the command was not understood%n"
          + "  4  a file could not be read or written"
    },
    exitCodeOnExecutionException = Conclusion.INVALID)
final class TrendCommand implements Callable<Integer> {
  private static final String PAGE = "results/runs/trend.html";

  @Parameters(
      arity = "0..*",
      paramLabel = "FOLDER",
      description =
          "Folders of runs and gates, or folders that hold them, up to two levels down"
              + " (results/runs and results/published where Pushmark is).")
  private @Nullable List<Path> folders;

  @Option(
      names = "--environment",
      paramLabel = "ID",
      description = "Which environment's runs (that of the newest).")
  private @Nullable String environment;

  @Option(
      names = "--transports",
      split = ",",
      paramLabel = "T",
      description = "Which, separated by commas (all that were measured).")
  private @Nullable List<String> transports;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      description = "Which workload (all that were measured).")
  private @Nullable String workload;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page (" + PAGE + " where Pushmark is).")
  private @Nullable Path out;

  @Option(
      names = "--json",
      description = "Every series as JSON on standard output; all else on standard error.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Path page = out != null ? out : Build.home().resolve(PAGE);
    if (Files.isDirectory(page)) {
      throw wrong("--out must be a file, was " + page);
    }
    PastRuns past = PastRuns.in(folders());
    List<PastRun> chosen = chosen(past.runs());
    Trend trend = Trend.of(chosen);
    PrintWriter text = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    text.println();
    text.print(TrendText.of(trend));
    notes(past, trend).forEach(note -> text.println("- " + PlainText.of(note)));
    if (!trend.histories().isEmpty()) {
      Path folder = page.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(page, HtmlPage.of(trend));
      text.println();
      text.println("Page   " + Measuring.shown(page));
    }
    text.flush();
    if (json) {
      spec.commandLine().getOut().println(Json.line(trend));
    }
    return Conclusion.DONE;
  }

  private List<Path> folders() {
    List<Path> given = folders;
    if (given == null || given.isEmpty()) {
      return Stream.of("results/runs", "results/published")
          .map(Build.home()::resolve)
          .filter(Files::isDirectory)
          .toList();
    }
    for (Path folder : given) {
      if (!Files.isDirectory(folder)) {
        throw wrong("FOLDER must be a folder that exists, was " + folder);
      }
    }
    return given;
  }

  private List<PastRun> chosen(List<PastRun> all) {
    List<PastRun> left = all;
    if (!left.isEmpty()) {
      String id = environment != null ? environment : environmentOfTheNewest(left);
      left = among(left, "--environment", id, past -> List.of(past.environment().id()));
      if (workload != null) {
        left =
            among(
                left, "--workload", workload, past -> List.of(past.run().plan().workload().name()));
      }
      if (transports != null) {
        for (String transport : transports) {
          among(left, "--transports", transport, past -> past.figures().keySet());
        }
        List<String> only = transports;
        left = left.stream().map(past -> past.only(only)).toList();
      }
    }
    return left;
  }

  private static String environmentOfTheNewest(List<PastRun> runs) {
    return runs.stream()
        .max(Comparator.comparing(past -> past.run().startedAt()))
        .map(past -> past.environment().id())
        .orElse("");
  }

  /** Those that have the value, which one at least must. */
  private List<PastRun> among(
      List<PastRun> runs,
      String option,
      String value,
      Function<PastRun, Collection<String>> values) {
    List<PastRun> having = runs.stream().filter(run -> values.apply(run).contains(value)).toList();
    if (having.isEmpty()) {
      TreeSet<String> allowed = new TreeSet<>();
      runs.forEach(run -> allowed.addAll(values.apply(run)));
      throw wrong(option + " must be among " + String.join(", ", allowed) + ", was " + value);
    }
    return having;
  }

  /** What was left out. */
  private static List<String> notes(PastRuns past, Trend trend) {
    String here = trend.environment() == null ? "" : trend.environment().id();
    String others =
        past.runs().stream()
            .map(run -> run.environment().id())
            .filter(id -> !id.equals(here))
            .collect(Collectors.groupingBy(id -> id, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(entry -> entry.getKey() + " (" + counted(entry.getValue()) + ")")
            .collect(Collectors.joining(", "));
    List<String> unreadable = past.unreadable();
    return Stream.of(
            here.isEmpty() ? "" : "environment " + here + ", " + counted(trend.runs()),
            others.isEmpty() ? "" : "other environments, see --environment: " + others,
            past.incomplete() == 0 ? "" : "left out as incomplete: " + counted(past.incomplete()),
            unreadable.isEmpty()
                ? ""
                : "left out as unreadable: %s, such as %s"
                    .formatted(counted(unreadable.size()), unreadable.get(0)))
        .filter(note -> !note.isEmpty())
        .toList();
  }

  private static String counted(long runs) {
    return runs + (runs == 1 ? " run" : " runs");
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
