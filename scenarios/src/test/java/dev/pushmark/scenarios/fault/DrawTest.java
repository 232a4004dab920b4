package dev.pushmark.scenarios.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrawTest {
  private static final List<Long> OPEN = List.of(3L, 5L, 8L, 13L);
  private static final long MANY = 10_000;

  @Test
  void aShareStrikesThatShareAndTheSameConnectionsEachTime() {
    LongPredicate victims = Draw.victims(new Target.Share(0.3), 1, 0, OPEN);
    LongPredicate again = Draw.victims(new Target.Share(0.3), 1, 0, List.of());
    assertThat(LongStream.rangeClosed(1, MANY))
        .allMatch(number -> victims.test(number) == again.test(number));
    // 3,000 are expected, with a standard deviation of 46.
    assertThat(count(victims)).isBetween(2_800L, 3_200L);
    assertThat(count(Draw.victims(new Target.Share(1), 1, 0, OPEN))).isEqualTo(MANY);
  }

  @Test
  void anotherSeedOrAnotherPlaceInThePlanStrikesOthers() {
    Target half = new Target.Share(0.5);
    LongPredicate victims = Draw.victims(half, 1, 0, OPEN);
    for (LongPredicate others :
        List.of(Draw.victims(half, 2, 0, OPEN), Draw.victims(half, 1, 1, OPEN))) {
      assertThat(count(number -> victims.test(number) && others.test(number)))
          .as("independent: a quarter is struck by both")
          .isBetween(2_200L, 2_800L);
    }
  }

  @Test
  void oneIsAnyOfTheOpenOnesAndStaysTheSame() {
    Set<Long> struck = new HashSet<>();
    for (int place = 0; place < 100; place++) {
      LongPredicate victim = Draw.victims(new Target.One(), 1, place, OPEN);
      List<Long> victims = OPEN.stream().filter(victim::test).toList();
      assertThat(victims).hasSize(1);
      assertThat(count(victim)).isEqualTo(1);
      assertThat(Draw.victims(new Target.One(), 1, place, OPEN).test(victims.get(0))).isTrue();
      struck.addAll(victims);
    }
    assertThat(struck).containsExactlyInAnyOrderElementsOf(OPEN);
    assertThat(count(Draw.victims(new Target.One(), 1, 0, List.of()))).isZero();
  }

  @Test
  void numbersAreSpreadEvenly() {
    int[] tenths = new int[10];
    for (long i = 0; i < MANY; i++) {
      tenths[(int) (Draw.uniform(1, i) * 10)]++;
    }
    // 1,000 each, with a standard deviation of 30.
    assertThat(tenths)
        .satisfies(
            counts -> {
              for (int count : counts) {
                assertThat(count).isBetween(880, 1_120);
              }
            });
  }

  private static long count(LongPredicate victims) {
    return LongStream.rangeClosed(1, MANY).filter(victims).count();
  }
}
