package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.sample.Rounds;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedPlotTest {
  private static List<PairedPlot> plots(int... sseUs) {
    Rounds rounds = new Rounds();
    for (int us : sseUs) {
      rounds.round("sse", 1_000, us).round("websocket", 1_000, 100);
    }
    return PairedPlot.of(
        Summary.of(Rounds.run("sse", "websocket"), rounds.list(), rounds.histograms()));
  }

  @Test
  void everyBlockIsADotBesideTheRatioOfAll() {
    List<PairedPlot> plots = plots(190, 200, 210);

    assertThat(plots).extracting(PairedPlot::id).containsExactly("paired-p50", "paired-cpu");
    PairedPlot.Row row = plots.get(0).rows().get(0);
    assertThat(plots.get(0).title()).contains("multiples of WebSocket");
    assertThat(row.name()).isEqualTo("SSE");
    assertThat(row.dots()).hasSize(3).isSorted();
    assertThat(row.text()).startsWith("2").doesNotContain("chance");
    assertThat(row.apart()).isTrue();
    assertThat(Double.parseDouble(row.at()))
        .isBetween(Double.parseDouble(row.lowX()), Double.parseDouble(row.highX()));
    assertThat(Double.parseDouble(plots.get(0).one()))
        .isLessThan(Double.parseDouble(row.dots().get(0)));
  }

  @Test
  void aDifferenceThatChanceExplainsIsCalledSo() {
    PairedPlot.Row row = plots(90, 130, 100).get(0).rows().get(0);

    assertThat(row.text()).contains("may be chance");
    assertThat(row.apart()).isFalse();
  }

  @Test
  void aSingleBlockComparesNothing() {
    assertThat(plots(200)).isEmpty();
  }
}
