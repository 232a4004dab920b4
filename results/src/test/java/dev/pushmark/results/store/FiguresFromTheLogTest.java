package dev.pushmark.results.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.results.sample.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page against the raw data beside it, read with nothing of ours: HdrHistogram's own reader and
 * the first columns of {@code rounds.csv}.
 */
class FiguresFromTheLogTest {
  private static final Map<String, Double> NS = Map.of("ns", 1.0, "µs", 1e3, "ms", 1e6, "s", 1e9);

  private static Set<String> validRounds(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.get(0)).startsWith("block,attempt,position,transport,startedAt,outcome.is,");
    Set<String> valid = new HashSet<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      if (!cells[5].equals("invalid")) {
        valid.add(
            "b%02da%d.%s"
                .formatted(Integer.parseInt(cells[0]), Integer.parseInt(cells[1]), cells[3]));
      }
    }
    return valid;
  }

  private static Map<String, Histogram> latencies(Path log, Set<String> rounds) throws IOException {
    Map<String, Histogram> byTransport = new TreeMap<>();
    try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
      while (reader.hasNext()) {
        EncodableHistogram interval = reader.nextIntervalHistogram();
        String tag = interval.getTag();
        String round = tag.substring(0, tag.lastIndexOf('.'));
        if (tag.endsWith(".deliveryLatency") && rounds.contains(round)) {
          byTransport
              .computeIfAbsent(round.substring(round.indexOf('.') + 1), t -> new Histogram(3))
              .add((Histogram) interval);
        }
      }
    }
    return byTransport;
  }

  private static List<Double> row(String html, String figure) {
    String row = html.substring(html.indexOf("<tr class=\"" + figure + "\">"));
    return Pattern.compile("<td>([0-9.,]+)\\h(ns|µs|ms|s)</td>")
        .matcher(row.substring(0, row.indexOf("</tr>")))
        .results()
        .map(FiguresFromTheLogTest::ns)
        .toList();
  }

  private static double ns(MatchResult cell) {
    return Double.parseDouble(cell.group(1).replace(",", ""))
        * NS.getOrDefault(cell.group(2), Double.NaN);
  }

  @Test
  void percentilesOnThePageEqualThoseOfTheHistogramLog(@TempDir Path folder) throws IOException {
    SampleRun sample = SampleRun.seeded(21);
    Path run = folder.resolve("run");
    sample.write(run, sample.rounds().size()).finish(sample.run());
    Map<String, Histogram> latencies =
        latencies(run.resolve("rounds.hlog"), validRounds(run.resolve("rounds.csv")));
    String html = Files.readString(run.resolve("report.html"));
    List<String> transports = sample.run().plan().transports();

    assertThat(latencies).containsOnlyKeys(transports);
    Map.of("P50", 50.0, "P90", 90.0, "P99", 99.0)
        .forEach(
            (figure, percent) -> {
              List<Double> shown = row(html, figure);
              assertThat(shown).hasSameSizeAs(transports);
              for (int i = 0; i < transports.size(); i++) {
                double logged =
                    Objects.requireNonNull(latencies.get(transports.get(i)))
                        .getValueAtPercentile(percent);
                assertThat(shown.get(i)).isCloseTo(logged, within(0.006 * logged));
              }
            });
  }
}
