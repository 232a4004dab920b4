package dev.pushmark.scenarios.recording;

import static dev.pushmark.scenarios.recording.SequenceCheck.Arrival.DUPLICATE;
import static dev.pushmark.scenarios.recording.SequenceCheck.Arrival.IN_ORDER;
import static dev.pushmark.scenarios.recording.SequenceCheck.Arrival.REORDERED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SequenceCheckTest {
  private final SequenceCheck check = new SequenceCheck(64);

  @Test
  void whatIsMissingAtTheEndWasLost() {
    assertThat(check.arrived(0)).isEqualTo(IN_ORDER);
    assertThat(check.arrived(3)).isEqualTo(IN_ORDER);

    assertThat(check.delivered(0, 5)).isEqualTo(2);
    assertThat(check.skipped(0, 5)).isZero();
  }

  @Test
  void anEventThatComesLateIsReorderedAndNotLost() {
    check.arrived(0);
    check.arrived(2);
    assertThat(check.arrived(1)).isEqualTo(REORDERED);
    assertThat(check.arrived(3)).isEqualTo(IN_ORDER);

    assertThat(check.delivered(0, 4)).isEqualTo(4);
  }

  @Test
  void aSecondCopyIsADuplicateWhereverItComes() {
    check.arrived(0);
    check.arrived(2);
    assertThat(check.arrived(0)).isEqualTo(DUPLICATE);
    assertThat(check.arrived(1)).isEqualTo(REORDERED);
    assertThat(check.arrived(1)).isEqualTo(DUPLICATE);
  }

  @Test
  void whatAGapAnnouncesWasSkippedNotLost() {
    check.arrived(0);
    check.gap();
    check.arrived(4);
    check.arrived(6);

    assertThat(check.skipped(0, 8)).as("1, 2 and 3").isEqualTo(3);
    assertThat(8 - check.delivered(0, 8) - check.skipped(0, 8)).as("5 and 7").isEqualTo(2);
  }

  @Test
  void aGapWithNothingBehindItReachesToTheEnd() {
    check.arrived(1);
    check.gap();

    assertThat(check.skipped(0, 5)).as("2, 3 and 4, but not 0").isEqualTo(3);
    assertThat(check.skipped(3, 5)).isEqualTo(2);
    assertThat(check.skipped(0, 2)).isZero();
  }

  @Test
  void aSkippedEventThatArrivesAfterAllWasDelivered() {
    check.gap();
    check.arrived(3);
    assertThat(check.arrived(1)).isEqualTo(REORDERED);

    assertThat(check.skipped(0, 4)).as("0 and 2").isEqualTo(2);
    assertThat(check.delivered(0, 4)).isEqualTo(2);
  }

  @Test
  void countsAgreeWithAPlainModelForRandomArrivals() {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      SequenceCheck checked = new SequenceCheck(200);
      Set<Integer> seen = new HashSet<>();
      int highest = -1;
      int duplicated = 0;
      int reordered = 0;
      int expectedDuplicated = 0;
      int expectedReordered = 0;
      for (int i = 0; i < 300; i++) {
        int sequence = random.nextInt(200);
        SequenceCheck.Arrival arrival = checked.arrived(sequence);
        duplicated += arrival == DUPLICATE ? 1 : 0;
        reordered += arrival == REORDERED ? 1 : 0;
        if (!seen.add(sequence)) {
          expectedDuplicated++;
        } else if (sequence < highest) {
          expectedReordered++;
        }
        highest = Math.max(highest, sequence);
      }
      int from = random.nextInt(100);
      int to = from + random.nextInt(100);
      long within = seen.stream().filter(s -> s >= from && s < to).count();

      assertThat(duplicated).isEqualTo(expectedDuplicated);
      assertThat(reordered).isEqualTo(expectedReordered);
      assertThat(checked.delivered(from, to)).isEqualTo((int) within);
    }
  }
}
