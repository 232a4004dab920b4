package dev.pushmark.results.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.sample.Rounds;
import dev.pushmark.results.sample.SampleRun;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistogramExportTest {
  private static final SampleRun SAMPLE = SampleRun.seeded(11);
  private static final Summary SUMMARY =
      Summary.of(SAMPLE.run(), SAMPLE.rounds(), SAMPLE.histograms());

  @TempDir private Path folder;

  private static StoredRun stored() {
    return new StoredRun(
        Path.of("run"), SAMPLE.run(), SAMPLE.environment(), SAMPLE.rounds(), SAMPLE.histograms());
  }

  @Test
  void theLogHoldsEveryDeliveryOfTheValidRoundsInTheOrderOfTime() throws IOException {
    HistogramExport.write(stored(), folder);
    for (TransportFigures figures : SUMMARY.transports()) {
      Histogram sum = new Histogram(3);
      long latest = 0;
      try (HistogramLogReader reader =
          new HistogramLogReader(folder.resolve(figures.transport() + ".hlog").toFile())) {
        EncodableHistogram interval = reader.nextIntervalHistogram();
        while (interval != null) {
          assertThat(interval.getStartTimeStamp()).isGreaterThanOrEqualTo(latest);
          latest = interval.getStartTimeStamp();
          sum.add((Histogram) interval);
          interval = reader.nextIntervalHistogram();
        }
      }
      assertThat(sum).isEqualTo(figures.histogram(Metric.DELIVERY_LATENCY));
    }
  }

  @Test
  void theDistributionIsInMicrosecondsAsThePlotterReadsIt() throws IOException {
    HistogramExport.write(stored(), folder);
    Histogram latency = SUMMARY.transports().get(3).histogram(Metric.DELIVERY_LATENCY);
    List<String> lines = Files.readAllLines(folder.resolve("sse.hgrm"));
    assertThat(lines.get(0).strip().split(" +"))
        .containsExactly("Value", "Percentile", "TotalCount", "1/(1-Percentile)");
    String[] median =
        lines.stream()
            .map(line -> line.strip().split(" +", -1))
            .filter(cells -> cells.length == 4 && cells[1].startsWith("0.500"))
            .findFirst()
            .orElseThrow();
    assertThat(Double.parseDouble(median[0]))
        .isCloseTo(latency.getValueAtPercentile(50) / 1e3, within(0.01));
    assertThat(lines)
        .anyMatch(
            line -> line.matches("#\\[Max .*Total count += +" + latency.getTotalCount() + "]"));
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Files.writeString(folder.resolve("websocket.hlog"), "precious");
    assertThatThrownBy(() -> HistogramExport.write(stored(), folder))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("websocket.hlog");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("nothing else either").hasSize(1);
    }
    assertThat(folder.resolve("websocket.hlog")).hasContent("precious");
  }

  @Test
  void aTransportThatIsNoNameForAFileIsRefused() {
    Rounds rounds = new Rounds().round("../sse", 400, 100);
    StoredRun hostile =
        new StoredRun(
            Path.of("run"),
            Rounds.run("../sse"),
            SAMPLE.environment(),
            rounds.list(),
            rounds.histograms());
    assertThatThrownBy(() -> HistogramExport.write(hostile, folder.resolve("in")))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("../sse");
    assertThat(folder.resolve("sse.hgrm")).doesNotExist();
  }
}
