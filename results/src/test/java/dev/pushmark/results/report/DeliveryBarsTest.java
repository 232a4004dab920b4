package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.sample.Rounds;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryBarsTest {
  private static List<CostBars> bars(int... cpuUs) {
    Rounds rounds = new Rounds();
    for (int us : cpuUs) {
      rounds.round("sse", 1_000, us).round("websocket", 1_000, 100);
    }
    return DeliveryBars.of(
        Summary.of(Rounds.run("sse", "websocket"), rounds.list(), rounds.histograms()));
  }

  @Test
  void barsAreAsLongAsWhatEachDeliveryCosts() {
    List<CostBars.Bar> cpu = bars(200, 200, 200).get(0).bars();

    assertThat(cpu).extracting(CostBars.Bar::name).containsExactly("SSE", "WebSocket");
    assertThat(Double.parseDouble(cpu.get(0).width()))
        .isBetween(
            1.98 * Double.parseDouble(cpu.get(1).width()),
            2.02 * Double.parseDouble(cpu.get(1).width()));
    assertThat(cpu.get(0).text()).startsWith("200");
  }

  @Test
  void theIntervalOfTheRoundsIsAroundTheEnd() {
    CostBars.Bar cpu = bars(190, 200, 210).get(0).bars().get(0);

    double end = Double.parseDouble(cpu.x()) + Double.parseDouble(cpu.width());
    assertThat(end).isBetween(Double.parseDouble(cpu.lowX()), Double.parseDouble(cpu.highX()));
    assertThat(cpu.text()).contains("±");
  }

  @Test
  void whatWasMeasuredOfOneRoundHasNoInterval() {
    assertThat(bars(200)).allSatisfy(bars -> assertThat(bars.bars().get(0).lowX()).isEmpty());
  }
}
