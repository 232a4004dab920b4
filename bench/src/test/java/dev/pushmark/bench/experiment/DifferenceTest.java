package dev.pushmark.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  /** 12.706 is Student's t for one degree of freedom and 95 %. */
  @Test
  void theIntervalIsStudents() {
    Difference difference = Difference.of(List.of(-1.0, 3.0)).orElseThrow();
    assertThat(difference.mean()).isEqualTo(1);
    assertThat(difference.low()).isCloseTo(1 - 12.706 * 2, within(0.01));
    assertThat(difference.high()).isCloseTo(1 + 12.706 * 2, within(0.01));
  }

  @Test
  void onePairHasNoInterval() {
    assertThat(Difference.of(List.of(7.0))).contains(new Difference(7, null, null));
    assertThat(Difference.of(List.of())).isEmpty();
  }
}
