package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest {
  private static final Plan PLAN = RoundBuilder.plan("good", List.of("a", "b", "c", "d", "e"), 200);

  @Test
  void eachBlockHasEveryTransportOnce() {
    assertThat(Order.of(PLAN))
        .hasSize(200)
        .allSatisfy(block -> assertThat(block).containsExactlyInAnyOrder("a", "b", "c", "d", "e"));
  }

  @Test
  void theOrderIsTheSeeds() {
    assertThat(Order.of(PLAN)).isEqualTo(Order.of(PLAN));
  }

  @Test
  void everyTransportComesFirstAboutAsOftenAsAnyOther() {
    for (String transport : PLAN.transports()) {
      long first = Order.of(PLAN).stream().filter(block -> block.get(0).equals(transport)).count();
      // 200 × 1/5 = 40, standard deviation 5.7; the seed is fixed.
      assertThat(first).isBetween(20L, 60L);
    }
  }

  @Test
  void blocksDifferInTheirEvents() {
    List<Long> seeds = IntStream.rangeClosed(1, 200).mapToObj(b -> Order.seed(PLAN, b)).toList();
    assertThat(new HashSet<>(seeds)).hasSize(200);
  }
}
