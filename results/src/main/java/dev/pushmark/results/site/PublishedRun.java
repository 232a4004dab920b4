package dev.pushmark.results.site;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.Checksums;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import dev.pushmark.results.store.UnreadableException;
import dev.pushmark.results.trend.PastRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A published run that was found to be what it was when it ended, without its distributions.
 *
 * @param name of its folder
 * @param figures what the site says of it
 * @param past what a history keeps of it
 */
record PublishedRun(Path folder, String name, RunFigures figures, PastRun past) {
  /** All that verdicts and histories ask for. */
  private static final Set<Metric> METRICS =
      EnumSet.of(Metric.DELIVERY_LATENCY, Metric.SUPERSEDED_WAIT);

  private static final String PAGE = "report.html";

  /** What became of a folder: a run, or the reason why it is none, in one line. */
  private record Looked(List<PublishedRun> run, String wrong) {}

  /**
   * All folders in a folder, the newest run first.
   *
   * @throws SiteRefusedException with a line for each that is not a published run as it should be
   */
  static List<PublishedRun> all(Path published) throws IOException, SiteRefusedException {
    List<Path> folders;
    try (Stream<Path> content = Files.list(published)) {
      folders =
          content
              .filter(Files::isDirectory)
              .filter(folder -> !String.valueOf(folder.getFileName()).startsWith("."))
              .sorted()
              .toList();
    }
    if (folders.isEmpty()) {
      throw new SiteRefusedException("FOLDER must hold folders of runs, was " + published);
    }
    List<Looked> looked = folders.parallelStream().map(PublishedRun::look).toList();
    List<String> wrong = looked.stream().map(Looked::wrong).filter(w -> !w.isEmpty()).toList();
    if (!wrong.isEmpty()) {
      throw new SiteRefusedException(wrong);
    }
    return looked.stream()
        .flatMap(found -> found.run().stream())
        .sorted(
            Comparator.comparing((PublishedRun run) -> run.figures().startedAt())
                .reversed()
                .thenComparing(PublishedRun::name))
        .toList();
  }

  private static Looked look(Path folder) {
    try {
      return new Looked(List.of(read(folder)), "");
    } catch (SiteRefusedException e) {
      return new Looked(List.of(), e.reasons().get(0));
    } catch (UnreadableException e) {
      return new Looked(List.of(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Looked(List.of(), folder + ": " + e);
    }
  }

  private static PublishedRun read(Path folder) throws IOException, SiteRefusedException {
    if (RunFolder.isAt(folder)) { // else reading says so
      Checksums.verify(folder);
    }
    StoredRun stored = RunFolder.readMerged(folder, METRICS);
    if (stored.run().state() != Run.State.COMPLETE) {
      throw new SiteRefusedException(folder + ": must be a complete run, was incomplete");
    }
    if (stored.rounds().stream().noneMatch(PublishedRun::isValid)) {
      throw new SiteRefusedException(
          "%s: must have a valid round, was a run with %d invalid ones"
              .formatted(folder, stored.rounds().size()));
    }
    if (!Files.isRegularFile(folder.resolve(PAGE))) {
      throw new SiteRefusedException(folder + ": must hold " + PAGE + ", which is missing");
    }
    String name = String.valueOf(folder.getFileName());
    Summary summary = Summary.of(stored.run(), stored.rounds(), stored.histograms());
    return new PublishedRun(
        folder,
        name,
        RunFigures.of(name, summary, stored.environment()),
        PastRun.of(stored.run(), stored.environment(), "", stored.rounds(), stored.histograms()));
  }

  private static boolean isValid(Round round) {
    return !(round.outcome() instanceof Outcome.Invalid) && round.injection() != null;
  }

  /** The run's distributions once more, summed up by round. */
  StoredRun again(Set<Metric> metrics) throws IOException {
    return RunFolder.readMerged(folder, metrics);
  }
}
