package dev.pushmark.bench.experiment;

import static dev.pushmark.bench.experiment.Figures.ms;
import static dev.pushmark.bench.experiment.Figures.ratio;
import static dev.pushmark.bench.experiment.Figures.untold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.experiment.BatchRules.Window;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchRulesTest {
  private static final ClaimFigure BUSY = ratio("20 ms, busy", 0.3, 0.4);
  private static final ClaimFigure RARE = ratio("20 ms, rare", 0.98, 1.04);

  private static ClaimVerdict cheap(ClaimFigure... cpu) {
    List<Window> windows =
        Stream.of(cpu).map(c -> new Window(c, ms(c.of(), 11, 12), ms(c.of(), 10, 12))).toList();
    return BatchRules.cheap(windows, List.of(ms("none", 0.3, 0.4)), List.of());
  }

  @Test
  void aWindowPaysWhereItSavesMoreThanATenth() {
    assertThat(cheap(BUSY).answer()).isEqualTo(Answer.HOLDS);
    assertThat(cheap(RARE).answer()).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(cheap(BUSY, RARE).answer()).isEqualTo(Answer.DEPENDS);
  }

  @Test
  void aWindowThatMaySaveOrNotLeavesItOpen() {
    assertThat(cheap(BUSY, ratio("5 ms", 0.8, 0.95)).answer()).isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(cheap(BUSY, untold("5 ms")).answer()).isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void theVerdictTellsWhatTheSavingCosts() {
    ClaimVerdict verdict = cheap(BUSY);
    assertThat(verdict.statement().replace('\u00a0', ' '))
        .contains("20 ms, busy: 0.350 × (0.300 × to 0.400 ×)")
        .contains("median latency of 11.5 ms, of which the window alone takes 11.0 ms")
        .contains("none 350 µs");
    assertThat(verdict.figures()).hasSize(4);
  }
}
