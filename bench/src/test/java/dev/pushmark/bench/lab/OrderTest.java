package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest {
  private static final Plan PLAN = RoundBuilder.plan("good", List.of("a", "b", "c", "d", "e"), 200);

  private static List<List<String>> order(Plan plan) {
    return Order.ofPlan(0, Order.of(List.of(plan)));
  }

  @Test
  void eachBlockHasEveryTransportOnce() {
    assertThat(order(PLAN))
        .hasSize(200)
        .allSatisfy(block -> assertThat(block).containsExactlyInAnyOrder("a", "b", "c", "d", "e"));
  }

  @Test
  void theOrderIsTheSeeds() {
    assertThat(order(PLAN)).isEqualTo(order(PLAN));
  }

  @Test
  void everyTransportComesFirstAboutAsOftenAsAnyOther() {
    for (String transport : PLAN.transports()) {
      long first = order(PLAN).stream().filter(block -> block.get(0).equals(transport)).count();
      // 200 × 1/5 = 40, standard deviation 5.7; the seed is fixed.
      assertThat(first).isBetween(20L, 60L);
    }
  }

  @Test
  void transportsOfSeveralPlansTakeTurnsInEachBlock() {
    List<List<Order.Turn>> blocks = Order.of(List.of(PLAN, PLAN));
    assertThat(blocks)
        .hasSize(200)
        .allSatisfy(block -> assertThat(block).hasSize(10).doesNotHaveDuplicates());
    assertThat(Order.ofPlan(1, blocks))
        .allSatisfy(block -> assertThat(block).containsExactlyInAnyOrder("a", "b", "c", "d", "e"));
    long firstOfSecond = blocks.stream().filter(block -> block.get(0).plan() == 1).count();
    // 200 × 1/2 = 100, standard deviation 7.1; the seed is fixed.
    assertThat(firstOfSecond).isBetween(75L, 125L);
  }

  @Test
  void blocksDifferInTheirEvents() {
    List<Long> seeds = IntStream.rangeClosed(1, 200).mapToObj(b -> Order.seed(PLAN, b)).toList();
    assertThat(new HashSet<>(seeds)).hasSize(200);
  }
}
