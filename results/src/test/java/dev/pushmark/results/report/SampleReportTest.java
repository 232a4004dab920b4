package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.sample.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleReportTest {
  /** Left there to be looked at. */
  private static final Path FOLDER = Path.of("target", "sample-run");

  @Test
  void aRunFolderHoldsAllItsFiles() throws IOException {
    if (Files.exists(FOLDER)) {
      try (Stream<Path> old = Files.walk(FOLDER)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    SampleRun sample = SampleRun.seeded(42);

    sample.write(FOLDER, sample.rounds().size()).finish(sample.run());

    for (String file :
        List.of("run.json", "environment.json", "rounds.csv", "rounds.hlog", "SHA256SUMS")) {
      assertThat(FOLDER.resolve(file)).isNotEmptyFile();
    }
    assertThat(FOLDER.resolve("summary.md")).content().startsWith("# ");
    assertThat(FOLDER.resolve("report.html")).content().startsWith("<!doctype html>");
  }
}
