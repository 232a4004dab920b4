package dev.pushmark.scenarios.recording;

import static dev.pushmark.scenarios.recording.SequenceCheck.Arrival.DUPLICATE;
import static dev.pushmark.scenarios.recording.SequenceCheck.Arrival.IN_ORDER;
import static dev.pushmark.scenarios.recording.SequenceCheck.Arrival.REORDERED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.transport.Receiver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SequenceCheckTest {
  private final Gaps gaps = new Gaps();
  private final SequenceCheck check = new SequenceCheck(64, sequence -> sequence, 0, gaps);
  private final long nowNs = 1_000;

  @Test
  void whatIsMissingAtTheEndWasLost() {
    assertThat(check.arrived(0, nowNs)).isEqualTo(IN_ORDER);
    assertThat(check.arrived(3, nowNs)).isEqualTo(IN_ORDER);

    assertThat(check.delivered(0, 5)).isEqualTo(2);
    assertThat(skipped(0, 5)).isZero();
  }

  @Test
  void anEventThatComesLateIsReorderedAndNotLost() {
    check.arrived(0, nowNs);
    check.arrived(2, nowNs);
    assertThat(check.arrived(1, nowNs)).isEqualTo(REORDERED);
    assertThat(check.arrived(3, nowNs)).isEqualTo(IN_ORDER);

    assertThat(check.delivered(0, 4)).isEqualTo(4);
  }

  @Test
  void aSecondCopyIsADuplicateWhereverItComes() {
    check.arrived(0, nowNs);
    check.arrived(2, nowNs);
    assertThat(check.arrived(0, nowNs)).isEqualTo(DUPLICATE);
    assertThat(check.arrived(1, nowNs)).isEqualTo(REORDERED);
    assertThat(check.arrived(1, nowNs)).isEqualTo(DUPLICATE);
  }

  @Test
  void whatAGapAnnouncesWasSkippedNotLost() {
    check.arrived(0, nowNs);
    gaps.opened(3);
    check.arrived(4, nowNs);
    check.arrived(6, nowNs);

    assertThat(skipped(0, 8)).as("1, 2 and 3").isEqualTo(3);
    assertThat(8 - check.delivered(0, 8) - skipped(0, 8)).as("5 and 7").isEqualTo(2);
  }

  @Test
  void aGapWithNothingBehindItReachesToTheEnd() {
    check.arrived(1, nowNs);
    gaps.opened(Receiver.UNKNOWN);
    check.finish(5);

    assertThat(skipped(0, 5)).as("2, 3 and 4, but not 0").isEqualTo(3);
    assertThat(skipped(3, 5)).isEqualTo(2);
    assertThat(skipped(0, 2)).isZero();
  }

  @Test
  void aSkippedEventThatArrivesAfterAllWasDelivered() {
    gaps.opened(3);
    check.arrived(3, nowNs);
    assertThat(check.arrived(1, nowNs)).isEqualTo(REORDERED);

    assertThat(skipped(0, 4)).as("0 and 2").isEqualTo(2);
    assertThat(check.delivered(0, 4)).isEqualTo(2);
  }

  @Test
  void countsAgreeWithAPlainModelForRandomArrivals() {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      SequenceCheck checked = new SequenceCheck(200, i -> i, 0, new Gaps());
      Set<Integer> seen = new HashSet<>();
      int highest = -1;
      int duplicated = 0;
      int reordered = 0;
      int expectedDuplicated = 0;
      int expectedReordered = 0;
      for (int i = 0; i < 300; i++) {
        int sequence = random.nextInt(200);
        SequenceCheck.Arrival arrival = checked.arrived(sequence, i);
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

  @Test
  void aGapAccountsForNoMoreThanItNamed() {
    check.arrived(0, nowNs);
    gaps.opened(2);
    check.arrived(4, nowNs);
    check.finish(9);

    assertThat(skipped(0, 9)).as("two of 1, 2 and 3").isEqualTo(2);
  }

  @Test
  void anEventThatArrivesAfterAllLeavesItsPlaceInTheGapToAnother() {
    gaps.opened(1);
    check.arrived(2, nowNs);
    assertThat(skipped(0, 3)).as("0, for the moment").isEqualTo(1);
    check.arrived(0, nowNs);
    check.arrived(4, nowNs);
    check.finish(5);

    assertThat(skipped(0, 5)).as("3, since 0 came; 1 was passed over when 2 came").isEqualTo(1);
  }

  @Test
  void eachSkippedEventsWaitEndsWithItsOwnGap() {
    gaps.opened(1);
    check.arrived(1, 100);
    gaps.opened(2);
    check.arrived(4, 200);
    Map<Integer, Long> ended = new TreeMap<>();
    check.skipped(0, 5, ended::put);

    assertThat(ended).containsExactly(Map.entry(0, 100L), Map.entry(2, 200L), Map.entry(3, 200L));
  }

  /** A server that skips, and tells how many it skipped, and also loses: the counts stay exact. */
  @Test
  void severalPublishersSkippedAndLostEventsAreToldApartExactly() {
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Gaps shared = new Gaps();
      List<SequenceCheck> checks = new ArrayList<>();
      int publishers = 1 + random.nextInt(3);
      int[] next = new int[publishers];
      long[][] due = new long[publishers][300];
      for (int i = 0; i < publishers; i++) {
        long[] own = due[i];
        checks.add(new SequenceCheck(300, sequence -> own[sequence], 0, shared));
      }
      int skipped = 0;
      int lost = 0;
      int delivered = 0;
      long timeNs = 0;
      int behind = 0;
      for (int i = 0; i < 250; i++) {
        int publisher = random.nextInt(publishers);
        int sequence = next[publisher]++;
        due[publisher][sequence] = timeNs++;
        int fate = random.nextInt(10);
        if (fate < 3) {
          behind++;
          skipped++;
        } else if (fate == 3) {
          lost++;
        } else {
          if (behind > 0) {
            shared.opened(behind);
            behind = 0;
          }
          checks.get(publisher).arrived(sequence, timeNs++);
          delivered++;
        }
      }
      if (behind > 0) {
        shared.opened(behind);
      }
      int countedDelivered = 0;
      int[] countedSkipped = new int[1];
      for (int i = 0; i < publishers; i++) {
        checks.get(i).finish(next[i]);
        countedDelivered += checks.get(i).delivered(0, next[i]);
        checks.get(i).skipped(0, next[i], (sequence, endedNs) -> countedSkipped[0]++);
      }
      assertThat(countedDelivered).isEqualTo(delivered);
      assertThat(countedSkipped[0]).as("seed %d, %d lost", seed, lost).isEqualTo(skipped);
    }
  }

  private int skipped(int from, int to) {
    int[] count = new int[1];
    check.skipped(from, to, (sequence, endedNs) -> count[0]++);
    return count[0];
  }
}
