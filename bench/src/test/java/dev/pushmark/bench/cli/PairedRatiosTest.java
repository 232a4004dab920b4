package dev.pushmark.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PairedRatiosTest {
  private final PairedRatios ratios = new PairedRatios();

  @Test
  void meansAreGeometricAndIntervalsStudents() {
    ratios.add(Map.of("cost", 2.0), Map.of("cost", 1.0));
    ratios.add(Map.of("cost", 4.0), Map.of("cost", 8.0));
    ratios.add(Map.of("cost", 6.0), Map.of("cost", 6.0));
    // Logarithms ln 2, -ln 2, 0: mean 0, deviation ln 2; t(2 degrees, 97.5 %) = 4.303.
    assertThat(ratios.lines())
        .containsExactly("cost                       1.000 ×  (0.179 to 5.595)");
  }

  @Test
  void aPairWithoutFiguresDoesNotCount() {
    assertThat(ratios.add(Map.of(), Map.of("cost", 1.0))).isFalse();
    assertThat(ratios.add(Map.of("cost", 1.0), Map.of())).isFalse();
    assertThat(ratios.size()).isZero();
    assertThat(ratios.lines()).isEmpty();
  }
}
