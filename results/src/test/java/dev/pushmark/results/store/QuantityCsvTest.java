package dev.pushmark.results.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.sample.Rounds;
import dev.pushmark.results.sample.SampleRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuantityCsvTest {
  private static final SampleRun SAMPLE = SampleRun.seeded(11);
  private static final Summary SUMMARY =
      Summary.of(SAMPLE.run(), SAMPLE.rounds(), SAMPLE.histograms());

  private static List<List<String>> rows(Summary summary) {
    Csv.Rows read = Csv.read(QuantityCsv.of(summary));
    assertThat(read.whole()).isTrue();
    return read.rows();
  }

  private static List<String> row(List<List<String>> rows, String transport, String figure) {
    return rows.stream()
        .filter(row -> row.get(0).equals(transport) && row.get(1).equals(figure))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRowHasTheFigureItsIntervalAndWhatIsBehindIt() {
    List<List<String>> rows = rows(SUMMARY);
    assertThat(rows.get(0))
        .containsExactly(
            "transport", "figure", "unit", "estimate", "low", "high", "samples", "rounds");
    for (TransportFigures figures : SUMMARY.transports()) {
      List<String> p50 = row(rows, figures.transport(), "deliveryLatency.p50");
      Estimate estimate = figures.latencyEstimateNs(Percentile.P50).orElseThrow();
      assertThat(p50.get(2)).isEqualTo("ns");
      assertThat(Double.parseDouble(p50.get(3)))
          .isEqualTo(figures.percentileNs(Metric.DELIVERY_LATENCY, Percentile.P50).orElseThrow());
      assertThat(Double.parseDouble(p50.get(4))).isEqualTo(estimate.low());
      assertThat(Double.parseDouble(p50.get(5))).isEqualTo(estimate.high());
      assertThat(p50.get(6)).isEqualTo(Long.toString(figures.counts().published()));
      assertThat(p50.get(7)).isEqualTo(Integer.toString(figures.validRounds().size()));
    }
  }

  @Test
  void everyTransportHasTheSameFiguresToldOrNot() {
    List<List<String>> rows = rows(SUMMARY);
    List<String> figures =
        rows.stream().filter(row -> row.get(0).equals("sse")).map(row -> row.get(1)).toList();
    for (TransportFigures transport : SUMMARY.transports()) {
      assertThat(rows)
          .filteredOn(row -> row.get(0).equals(transport.transport()))
          .extracting(row -> row.get(1))
          .isEqualTo(figures);
    }
    assertThat(figures).doesNotHaveDuplicates();
    assertThat(row(rows, "sse", "deliveryLatency.p99.9").get(3))
        .as("too few published events")
        .isEmpty();
  }

  @Test
  void numbersHaveNoExponentAndHostileTextStaysInItsCell() {
    String hostile = "a,\"b\"\nc";
    Rounds rounds = new Rounds().round(hostile, 400, 50_000_000);
    Summary summary = Summary.of(Rounds.run(hostile), rounds.list(), rounds.histograms());
    List<List<String>> rows = rows(summary);
    List<String> cells = new ArrayList<>();
    rows.subList(1, rows.size()).forEach(row -> cells.addAll(row.subList(3, 6)));
    assertThat(cells).allMatch(cell -> cell.matches("|-?[0-9]+(\\.[0-9]+)?"));
    assertThat(rows.subList(1, rows.size())).allMatch(row -> row.get(0).equals(hostile));
  }
}
