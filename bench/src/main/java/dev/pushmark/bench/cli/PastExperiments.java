package dev.pushmark.bench.cli;

import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.RecordFolder;
import dev.pushmark.results.store.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The experiments that lie in the folders of results. */
final class PastExperiments {
  /** One of all experiments is in the folder of that command. */
  private static final int DEPTH = 2;

  private PastExperiments() {}

  /**
   * The newest of a name that came to its end, among one's own, else among the published ones; what
   * cannot be read is passed over.
   *
   * @param home where Pushmark is
   */
  static Optional<Path> newest(Path home, String name) throws IOException {
    for (String results : List.of("results/runs", "results/published")) {
      Path newest = null;
      Instant newestAt = Instant.MIN;
      for (Path folder : below(home.resolve(results))) {
        Optional<ExperimentRun> run = readable(folder);
        if (run.isPresent()
            && run.get().name().equals(name)
            && run.get().state() == Run.State.COMPLETE
            && run.get().startedAt().isAfter(newestAt)) {
          newest = folder;
          newestAt = run.get().startedAt();
        }
      }
      if (newest != null) {
        return Optional.of(newest);
      }
    }
    return Optional.empty();
  }

  private static List<Path> below(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(folder, DEPTH)) {
      return found.filter(RecordFolder.EXPERIMENT::isAt).toList();
    }
  }

  private static Optional<ExperimentRun> readable(Path folder) throws IOException {
    try {
      return read(folder);
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }

  /** The experiment in a folder; empty if there is none. */
  static Optional<ExperimentRun> read(Path folder) throws IOException {
    return RecordFolder.EXPERIMENT.isAt(folder)
        ? Optional.of(RecordFolder.EXPERIMENT.read(folder))
        : Optional.empty();
  }
}
