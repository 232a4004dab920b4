package dev.pushmark.bench.cli;

import dev.pushmark.bench.experiment.Experiment;
import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.results.report.ExperimentIndexPage.Entry;
import dev.pushmark.results.report.HtmlPage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The page over all experiments of a command. It is there from the beginning, and says which are
 * still to come. Not thread safe.
 */
final class ExperimentIndex {
  static final String PAGE = "index.html";

  private final Path folder;
  private final List<Experiment> experiments;
  private final Map<String, ExperimentRun> runs = new HashMap<>();

  private ExperimentIndex(Path folder, List<Experiment> experiments) {
    this.folder = folder;
    this.experiments = List.copyOf(experiments);
  }

  /** Makes the folder, which must not exist or be empty, with a page on which nothing is told. */
  static ExperimentIndex begin(Path folder, List<Experiment> experiments) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> content = Files.list(folder)) {
      if (content.findAny().isPresent()) {
        throw new FileAlreadyExistsException(folder + " is not empty");
      }
    }
    ExperimentIndex index = new ExperimentIndex(folder, experiments);
    index.write();
    return index;
  }

  /** An experiment has come to its end. */
  void ended(ExperimentRun run) throws IOException {
    runs.put(run.name(), run);
    write();
  }

  private void write() throws IOException {
    List<Entry> entries =
        experiments.stream()
            .map(Experiment::description)
            .map(each -> new Entry(each.name(), each.question(), runs.get(each.name())))
            .toList();
    Files.writeString(folder.resolve(PAGE), HtmlPage.of(entries));
  }
}
