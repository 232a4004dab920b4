package dev.pushmark.scenarios.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OutOfDateTest {
  private static final Window WINDOW = new Window(0, 1000);

  private static RoomTimeline timeline(long... intendedNs) {
    RoomRecord room = new RoomRecord();
    return new RoomTimeline(List.of(new EventStream(0, room, 0, intendedNs, WINDOW, 0)));
  }

  @Test
  void whoHoldsTheNewestIsNeverOutOfDate() {
    OutOfDate age = new OutOfDate(WINDOW, timeline(), 0);
    age.accountUntil(1000);

    assertThat(age.integralNs2()).isZero();
    assertThat(age.observedNs()).isEqualTo(1000);
  }

  @Test
  void theAgeGrowsFromTheIntendedSendUntilTheArrival() {
    OutOfDate age = new OutOfDate(WINDOW, timeline(100), 0);
    age.arrived(0, 150);
    age.accountUntil(1000);

    assertThat(age.integralNs2()).isEqualTo(50 * 50 / 2.0);
    assertThat(age.staleNs()).isEqualTo(50);
    assertThat(age.peakNs()).isEqualTo(50);
  }

  @Test
  void aPollThatBringsSeveralEndsTheWaitOfTheFirst() {
    OutOfDate age = new OutOfDate(WINDOW, timeline(100, 200, 300), 0);
    age.arrived(0, 400);
    age.arrived(1, 400);
    age.arrived(2, 400);

    assertThat(age.integralNs2()).isEqualTo(300 * 300 / 2.0);
    assertThat(age.peakNs()).isEqualTo(300);
  }

  @Test
  void whatTheNewestSupersedesIsNoLongerMissed() {
    OutOfDate age = new OutOfDate(WINDOW, timeline(100, 200), 0);
    age.arrived(1, 250);
    age.arrived(0, 900);
    age.accountUntil(1000);

    assertThat(age.integralNs2()).isEqualTo(150 * 150 / 2.0);
  }

  @Test
  void whatNeverComesKeepsTheSubscriberOutOfDateToTheEnd() {
    OutOfDate age = new OutOfDate(WINDOW, timeline(400), 0);
    age.accountUntil(5000);

    assertThat(age.peakNs()).isEqualTo(600);
    assertThat(age.observedNs()).isEqualTo(1000);
  }

  @Test
  void warmUpEventsCountOnlyForTheTimeWithinTheWindow() {
    OutOfDate age = new OutOfDate(WINDOW, timeline(-100), -500);
    age.arrived(0, 50);
    age.accountUntil(1000);

    assertThat(age.staleNs()).isEqualTo(50);
    assertThat(age.integralNs2()).isEqualTo((150 * 150 - 100 * 100) / 2.0);
  }

  @Test
  void anotherPublisherLeavesWhatIsHeldAsItWas() {
    OutOfDate age = new OutOfDate(WINDOW, timeline(100, 500), 0);
    age.arrived(0, 120);
    age.timelineChanged(timeline(100, 300, 500));
    age.arrived(1, 340);
    age.arrived(2, 500);

    assertThat(age.integralNs2()).isEqualTo(20 * 20 / 2.0 + 40 * 40 / 2.0);
  }

  @Test
  void theIntegralAgreesWithSamplingTheDefinition() {
    for (int seed = 0; seed < 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long[] intended = random.longs(8, 0, 900).sorted().distinct().toArray();
      long[] received = Arrays.stream(intended).map(t -> t + random.nextLong(200)).toArray();
      Integer[] byArrival = new Integer[intended.length];
      Arrays.setAll(byArrival, i -> i);
      Arrays.sort(byArrival, (a, b) -> Long.compare(received[a], received[b]));
      OutOfDate age = new OutOfDate(WINDOW, timeline(intended), 0);
      for (int i : byArrival) {
        age.arrived(i, received[i]);
      }
      age.accountUntil(1000);

      double sampled = 0;
      for (long t = 0; t < 1000; t++) {
        sampled += ageAt(t + 0.5, intended, received);
      }
      assertThat(age.integralNs2()).as("seed %d", seed).isCloseTo(sampled, within(1e-6));
    }
  }

  /** The definition: time since the first event newer than the newest one held was due. */
  private static double ageAt(double t, long[] intended, long[] received) {
    int newest = -1;
    for (int i = 0; i < intended.length; i++) {
      if (received[i] <= t) {
        newest = Math.max(newest, i);
      }
    }
    boolean missing = newest + 1 < intended.length && intended[newest + 1] <= t;
    return missing ? t - intended[newest + 1] : 0;
  }
}
