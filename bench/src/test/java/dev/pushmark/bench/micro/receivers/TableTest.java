package dev.pushmark.bench.micro.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.results.compare.Estimate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final double PUBLISHING_NS = 50_000;

  /** One event to fifty deliveries; what publishing took is on top of what receiving took. */
  private static Figures figures(double p50Us, double receivingUs) {
    double publishingNs = PUBLISHING_NS / 50;
    return new Figures(p50Us * 1e3, 3e6, receivingUs * 1e3 + publishingNs, 1.0 / 50);
  }

  @Test
  void blocksAreComparedEachInItselfWithoutPublishing() {
    Table table =
        new Table(
            List.of(
                Map.of(Receiver.PUSHMARK, figures(110, 12), Receiver.BARE, figures(100, 10)),
                Map.of(Receiver.PUSHMARK, figures(220, 24), Receiver.BARE, figures(200, 20)),
                Map.of(Receiver.PUSHMARK, figures(1000, 1))),
            PUBLISHING_NS);
    assertThat(table.isComplete()).isTrue();
    Estimate p50 = table.ratio(Receiver.PUSHMARK, Figures::p50Ns);
    assertThat(p50.value()).isCloseTo(1.1, within(1e-9));
    assertThat(p50.high() - p50.low()).isCloseTo(0, within(1e-9));
    assertThat(table.ratio(Receiver.PUSHMARK, Figures::cpuNs).value()).isCloseTo(1.2, within(1e-9));
    assertThat(table.difference(Receiver.PUSHMARK, Figures::p50Ns).mean())
        .isCloseTo(15_000, within(1e-6));
    StringWriter written = new StringWriter();
    table.print(new PrintWriter(written, true));
    assertThat(written.toString())
        .contains("1.10 (1.10 to 1.10)", "1.20 (1.20 to 1.20)", "50.0 µs of CPU time per event")
        .doesNotContain("Gatling");
  }

  @Test
  void oneBlockIsNothingToCompare() {
    Map<Receiver, Figures> block =
        Map.of(Receiver.PUSHMARK, figures(1, 1), Receiver.BARE, figures(1, 1));
    assertThat(new Table(List.of(block), 0).isComplete()).isFalse();
  }
}
