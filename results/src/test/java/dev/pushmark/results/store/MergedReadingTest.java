package dev.pushmark.results.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MergedReadingTest {
  private static final Path PUBLISHED = Path.of("published", "2026-11-22-chat");

  @Test
  void holdsOfEachRoundTheSumOfItsIntervals() throws IOException {
    StoredRun whole = RunFolder.read(PUBLISHED);
    StoredRun merged = RunFolder.readMerged(PUBLISHED, EnumSet.of(Metric.DELIVERY_LATENCY));

    assertThat(merged.rounds()).isEqualTo(whole.rounds());
    assertThat(merged.histograms().keySet()).isEqualTo(whole.histograms().keySet());
    whole
        .histograms()
        .forEach(
            (round, metrics) -> {
              Histogram sum = new Histogram(3);
              metrics.getOrDefault(Metric.DELIVERY_LATENCY, List.of()).forEach(sum::add);
              assertThat(merged.histograms().getOrDefault(round, Map.of()))
                  .containsOnlyKeys(Metric.DELIVERY_LATENCY)
                  .containsEntry(Metric.DELIVERY_LATENCY, List.of(sum));
            });
  }
}
