package dev.pushmark.scenarios.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Ordering;
import dev.pushmark.scenarios.recording.Resequencer.Arrival;
import dev.pushmark.scenarios.transport.Receiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ResequencerTest {
  private static final int EVENTS = 200;
  private static final long MS = 1_000_000;

  private final Gaps gaps = new Gaps();
  private final List<Integer> handedOver = new ArrayList<>();
  private long nowNs;

  @Test
  void whatComesInOrderIsHandedOverAtOnce() {
    Resequencer checked = resequencer(3, 100);
    for (int i = 0; i < 4; i++) {
      assertThat(arrive(checked, i)).isEqualTo(Arrival.IN_ORDER);
      assertThat(handedOver).hasSize(i + 1);
    }
    assertThat(checked.deadlineNs()).isEqualTo(Resequencer.NONE);
  }

  @Test
  void whatComesEarlyWaitsForWhatComesLate() {
    Resequencer checked = resequencer(3, 100);
    assertThat(arrive(checked, 1)).isEqualTo(Arrival.IN_ORDER);
    assertThat(arrive(checked, 2)).isEqualTo(Arrival.IN_ORDER);
    assertThat(handedOver).isEmpty();
    assertThat(arrive(checked, 0)).isEqualTo(Arrival.RESEQUENCED);
    assertThat(handedOver).containsExactly(0, 1, 2);
  }

  @Test
  void furtherCopiesAreDroppedWhetherHeldOrHandedOver() {
    Resequencer checked = resequencer(3, 100);
    arrive(checked, 1);
    assertThat(arrive(checked, 1)).isEqualTo(Arrival.DUPLICATE);
    arrive(checked, 0);
    assertThat(arrive(checked, 0)).isEqualTo(Arrival.DUPLICATE);
    assertThat(arrive(checked, 1)).isEqualTo(Arrival.DUPLICATE);
    assertThat(handedOver).containsExactly(0, 1);
  }

  @Test
  void whatIsKnownToBeSkippedIsNotWaitedFor() {
    Resequencer checked = resequencer(3, 100);
    arrive(checked, 0);
    gaps.opened(2);
    nowNs = 50;
    gaps.closed(nowNs);
    arrive(checked, 3);
    assertThat(handedOver).containsExactly(0, 3);
    arrive(checked, 5);
    assertThat(handedOver).as("4 is missing without a word").containsExactly(0, 3);
  }

  @Test
  void aGapThatClosesLaterFreesWhatIsHeld() {
    Resequencer checked = resequencer(3, 100);
    arrive(checked, 2);
    gaps.opened(Receiver.UNKNOWN);
    gaps.closed(60);
    assertThat(handedOver).isEmpty();
    checked.release();
    assertThat(handedOver).containsExactly(2);
  }

  @Test
  void afterTheBoundedTimeItGivesUpOnWhatTheOldestHeldEventWaitsFor() {
    Resequencer checked = resequencer(10, 100);
    nowNs = 10 * MS;
    arrive(checked, 3);
    nowNs = 40 * MS;
    arrive(checked, 1);
    arrive(checked, 5);
    assertThat(checked.deadlineNs()).isEqualTo(110 * MS);
    checked.expire(109 * MS);
    assertThat(handedOver).isEmpty();
    checked.expire(110 * MS);
    assertThat(handedOver).as("5 may wait longer").containsExactly(1, 3);
    assertThat(checked.deadlineNs()).isEqualTo(140 * MS);
    nowNs = 120 * MS;
    assertThat(arrive(checked, 2)).isEqualTo(Arrival.TOO_LATE);
    assertThat(handedOver).as("late is better than never").containsExactly(1, 3, 2);
    assertThat(arrive(checked, 4)).isEqualTo(Arrival.RESEQUENCED);
    assertThat(handedOver).containsExactly(1, 3, 2, 4, 5);
  }

  @Test
  void beyondTheBoundedNumberItGivesUpOnWhatTheFirstHeldEventWaitsFor() {
    Resequencer checked = resequencer(2, 100);
    arrive(checked, 5);
    arrive(checked, 2);
    assertThat(handedOver).isEmpty();
    arrive(checked, 7);
    assertThat(handedOver).containsExactly(2);
    arrive(checked, 3);
    arrive(checked, 4);
    assertThat(handedOver).containsExactly(2, 3, 4, 5);
  }

  @Test
  void whoLeavesGetsWhatIsHeld() {
    Resequencer checked = resequencer(9, 100);
    arrive(checked, 4);
    arrive(checked, 2);
    checked.giveUp();
    assertThat(handedOver).containsExactly(2, 4);
    assertThat(checked.deadlineNs()).isEqualTo(Resequencer.NONE);
  }

  @Test
  void whatWasDueBeforeItSubscribedIsNotWaitedFor() {
    Resequencer checked =
        new Resequencer(
            bounds(3, 100), EVENTS, i -> i, 5, gaps, (n, intended, actual) -> handedOver.add(n));
    arrive(checked, 5);
    arrive(checked, 4);
    assertThat(handedOver).containsExactly(5, 4);
  }

  @Test
  void agreesWithABruteForceModelForRandomArrivals() {
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int maxHeld = 1 + random.nextInt(12);
      long maxHeldMs = 1 + random.nextInt(40);
      handedOver.clear();
      Resequencer checked = resequencer(maxHeld, maxHeldMs);
      Model model = new Model(maxHeld, maxHeldMs * MS);
      int duplicates = 0;
      nowNs = 0;
      for (int sequence : arrivals(random)) {
        nowNs += random.nextInt(4) * MS;
        checked.expire(nowNs);
        model.expire(nowNs);
        duplicates += arrive(checked, sequence) == Arrival.DUPLICATE ? 1 : 0;
        model.arrive(sequence, nowNs);
        assertThat(handedOver).as("seed %d", seed).isEqualTo(model.handedOver);
        assertThat(checked.deadlineNs()).as("seed %d", seed).isEqualTo(model.deadlineNs());
      }
      checked.giveUp();
      assertThat(handedOver).doesNotHaveDuplicates().hasSize(model.arrived.size());
      assertThat(duplicates).isEqualTo(model.duplicates);
    }
  }

  /** A permutation in which events stay near their place, with losses and copies. */
  private static List<Integer> arrivals(SplittableRandom random) {
    List<Integer> arrivals = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      int copies = random.nextInt(10) == 0 ? 0 : random.nextInt(5) == 0 ? 2 : 1;
      for (int copy = 0; copy < copies; copy++) {
        int place = arrivals.size() - random.nextInt(1 + Math.min(8, arrivals.size()));
        arrivals.add(place, i);
      }
    }
    return arrivals;
  }

  /** The same by looking at everything each time. */
  private static final class Model {
    private final int maxHeld;
    private final long maxHeldNs;
    final List<Integer> handedOver = new ArrayList<>();
    final TreeSet<Integer> arrived = new TreeSet<>();
    private final List<long[]> held = new ArrayList<>();
    private int passed = -1;
    int duplicates;

    Model(int maxHeld, long maxHeldNs) {
      this.maxHeld = maxHeld;
      this.maxHeldNs = maxHeldNs;
    }

    void arrive(int sequence, long atNs) {
      if (!arrived.add(sequence)) {
        duplicates++;
      } else if (sequence <= passed) {
        handedOver.add(sequence);
      } else {
        held.add(new long[] {sequence, atNs});
        handOverUpTo(passed);
        if (held.size() > maxHeld) {
          handOverUpTo((int) held.stream().mapToLong(h -> h[0]).min().orElseThrow());
        }
      }
    }

    void expire(long atNs) {
      for (long[] waiting : List.copyOf(held)) {
        if (waiting[1] + maxHeldNs <= atNs) {
          handOverUpTo((int) waiting[0]);
        }
      }
    }

    long deadlineNs() {
      return held.stream().mapToLong(h -> h[1] + maxHeldNs).min().orElse(Resequencer.NONE);
    }

    /** All held up to a number, and what then follows without a hole. */
    private void handOverUpTo(int last) {
      passed = Math.max(passed, last);
      boolean more = true;
      while (more) {
        more = false;
        long[] first =
            held.stream().min((a, b) -> Long.compare(a[0], b[0])).orElse(new long[] {-1, 0});
        if (first[0] >= 0 && first[0] <= passed + 1) {
          held.remove(first);
          handedOver.add((int) first[0]);
          passed = Math.max(passed, (int) first[0]);
          more = true;
        }
      }
    }
  }

  private Resequencer resequencer(int maxHeld, long maxHeldMs) {
    return new Resequencer(
        bounds(maxHeld, maxHeldMs),
        EVENTS,
        i -> i,
        0,
        gaps,
        (sequence, intendedNs, actualNs) -> handedOver.add(sequence));
  }

  private static Ordering bounds(int maxHeld, long maxHeldMs) {
    return new Ordering(Ordering.Mode.CHECKING, maxHeld, Duration.ofMillis(maxHeldMs));
  }

  private Arrival arrive(Resequencer checked, int sequence) {
    return checked.arrived(sequence, sequence, sequence, nowNs);
  }
}
