package dev.pushmark.results.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.report.HtmlPage;
import dev.pushmark.results.report.Markdown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The folder of a run that is going on. Whatever has been added is on the disk; a run that is
 * killed, at whatever byte, leaves a folder that can be read. Not thread safe.
 */
public final class RunFolder {
  /** The version of the folder's format that is written, and the newest that is read. */
  public static final int SCHEMA_VERSION = 1;

  private static final String RUN = "run.json";
  private static final String ENVIRONMENT = "environment.json";
  private static final String ROUNDS = "rounds.csv";
  private static final String HISTOGRAMS = "rounds.hlog";
  private static final String SUMMARY = "summary.md";

  /** The name of the run's page. */
  public static final String PAGE = "report.html";

  private final Path folder;
  private final RoundTable rounds;

  private RunFolder(Path folder) {
    this.folder = folder;
    this.rounds = new RoundTable(folder.resolve(ROUNDS));
  }

  /**
   * Starts a folder, which must not exist or be empty.
   *
   * @param run as it begins: {@link Run.State#INCOMPLETE}
   */
  public static RunFolder create(Path folder, Run run, Environment environment) throws IOException {
    if (run.schemaVersion() != SCHEMA_VERSION || run.state() != Run.State.INCOMPLETE) {
      throw new IllegalArgumentException(
          "a new run must have schemaVersion " + SCHEMA_VERSION + " and be incomplete, was " + run);
    }
    Durable.begin(folder);
    RunFolder created = new RunFolder(folder);
    created.environment(environment);
    created.rounds.create();
    Json.write(folder.resolve(RUN), run); // last: what has it can be read
    return created;
  }

  /** Adds a round with its histograms, which are empty if it has none; durable on return. */
  public void add(Round round, Map<Metric, List<Histogram>> histograms) throws IOException {
    HistogramLog.append(folder.resolve(HISTOGRAMS), round.id(), histograms);
    rounds.add(round, histograms); // last: a round that is there has all its histograms
  }

  /** Replaces the environment, parts of which are known only at the end. */
  public void environment(Environment environment) throws IOException {
    Json.write(folder.resolve(ENVIRONMENT), environment);
  }

  /**
   * Ends the folder: writes the summary, the page, the final record of the run and the checksums.
   */
  public StoredRun finish(Run run) throws IOException {
    StoredRun begun = read(folder);
    StoredRun stored =
        new StoredRun(folder, run, begun.environment(), begun.rounds(), begun.histograms());
    Summary summary = Summary.of(run, stored.rounds(), stored.histograms());
    text(SUMMARY, Markdown.of(summary, stored.environment()));
    Map<String, String> checksums =
        new HashMap<>(Checksums.of(folder, ENVIRONMENT, ROUNDS, HISTOGRAMS, SUMMARY));
    checksums.put(RUN, Checksums.of(Json.file(run)));
    text(PAGE, HtmlPage.of(summary, stored.environment(), checksums));
    Json.write(folder.resolve(RUN), run);
    Checksums.write(
        folder,
        Stream.of(RUN, ENVIRONMENT, ROUNDS, HISTOGRAMS, SUMMARY, PAGE)
            .filter(file -> Files.exists(folder.resolve(file)))
            .toList());
    return stored;
  }

  private void text(String file, String content) throws IOException {
    Durable.replace(folder.resolve(file), content.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a folder is that of a run, readable or not. */
  public static boolean isAt(Path folder) {
    return Files.isRegularFile(folder.resolve(RUN));
  }

  /**
   * Reads a folder, whole or not. What a killed run has left comes back as {@link
   * Run.State#INCOMPLETE} with the rounds that had ended.
   *
   * @throws UnreadableException saying in one line why it cannot be read
   */
  public static StoredRun read(Path folder) throws IOException {
    return read(folder, HistogramLog::read);
  }

  /**
   * Reads a folder as {@link #read(Path)} does, and finds the same damage, but keeps of its
   * distributions only the sum of a round's intervals, of these metrics: enough for whoever asks
   * nothing about single seconds, in a fraction of the time.
   *
   * @throws UnreadableException saying in one line why it cannot be read
   */
  public static StoredRun readMerged(Path folder, Set<Metric> metrics) throws IOException {
    return read(folder, log -> HistogramLog.readMerged(log, metrics));
  }

  private interface LogReader {
    Map<String, Map<Metric, List<Histogram>>> read(Path log) throws IOException;
  }

  private static StoredRun read(Path folder, LogReader reader) throws IOException {
    Run run = run(folder);
    Path environmentFile = folder.resolve(ENVIRONMENT);
    if (!Files.isRegularFile(environmentFile)) {
      throw new UnreadableException(folder + ": must hold " + ENVIRONMENT + ", which is missing");
    }
    Environment environment = environment(environmentFile);
    RoundTable.Content content = new RoundTable(folder.resolve(ROUNDS)).read();
    Path log = folder.resolve(HISTOGRAMS);
    Map<String, Map<Metric, List<Histogram>>> logged =
        Files.exists(log) ? reader.read(log) : Map.of();
    Map<String, Map<Metric, List<Histogram>>> histograms = new LinkedHashMap<>();
    for (Round round : content.rounds()) {
      histograms.put(round.id(), logged.getOrDefault(round.id(), Map.of()));
    }
    return new StoredRun(
        folder, content.whole() ? run : incomplete(run), environment, content.rounds(), histograms);
  }

  private static Environment environment(Path file) throws IOException {
    ObjectNode tree = Json.read(file, ObjectNode.class);
    if (!tree.has("coresAwake")) {
      tree.put("coresAwake", false); // written before any were kept awake
    }
    return Json.from(tree, file.toString(), Environment.class);
  }

  private static Run run(Path folder) throws IOException {
    Path file = folder.resolve(RUN);
    if (!isAt(folder)) {
      throw new UnreadableException(folder + ": must be a run's folder, but has no " + RUN);
    }
    ObjectNode tree = Json.read(file, ObjectNode.class);
    JsonNode version = tree.path("schemaVersion");
    if (!version.isInt() || version.intValue() < 1) {
      throw new UnreadableException(file + ": schemaVersion must be 1 or more, was " + version);
    }
    if (version.intValue() > SCHEMA_VERSION) {
      throw new UnreadableException(
          file
              + ": schemaVersion must be "
              + SCHEMA_VERSION
              + ", was "
              + version
              + "; a newer Pushmark can read it");
    }
    if (tree.get("plan") instanceof ObjectNode plan && !plan.has("compression")) {
      plan.put("compression", "none"); // written before there was a choice
    }
    if (tree.get("plan") instanceof ObjectNode plan && !plan.has("tls")) {
      plan.put("tls", "none"); // likewise
    }
    if (tree.get("plan") instanceof ObjectNode plan && !plan.has("network")) {
      plan.set("network", Json.tree(Network.CALM)); // written before anything could happen to it
    }
    if (tree.get("plan") instanceof ObjectNode plan && !plan.has("witnesses")) {
      plan.put("witnesses", 0); // written before there were any
      plan.withObject("/limits").put("witnessLag", "0s").put("witnessShare", 0);
    }
    return Json.from(tree, file.toString(), Run.class);
  }

  private static Run incomplete(Run run) {
    return new Run(
        run.schemaVersion(),
        run.version(),
        run.commit(),
        run.command(),
        run.plan(),
        run.order(),
        run.startedAt(),
        run.endedAt(),
        Run.State.INCOMPLETE,
        run.exitCode(),
        run.calibrated());
  }
}
