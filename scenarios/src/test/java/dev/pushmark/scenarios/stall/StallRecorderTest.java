package dev.pushmark.scenarios.stall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class StallRecorderTest {
  private static final long MS = 1_000_000;

  private long nowNs = 17 * MS;
  private final List<Long> asked = new ArrayList<>();
  private long oversleptNs;

  private final Clock clock =
      new Clock() {
        @Override
        public long nanoTime() {
          return nowNs;
        }

        @Override
        public Instant wallTime() {
          throw new AssertionError("stalls are no matter of the wall clock");
        }
      };

  private final StallRecorder recorder =
      new StallRecorder(
          clock,
          ns -> {
            asked.add(ns);
            nowNs += ns + oversleptNs;
            oversleptNs = Math.max(0, oversleptNs); // early once
          });

  @Test
  void aThreadThatWakesInTimeHasNoStall() {
    recorder.sleepOnce();
    recorder.sleepOnce();
    Histogram stalls = recorder.takeInterval();
    assertThat(stalls.getTotalCount()).isEqualTo(2);
    assertThat(stalls.getMaxValue()).isZero();
  }

  @Test
  void aStallCountsForAllWhoCouldHaveBegunToWaitInIt() {
    oversleptNs = 50 * MS;
    recorder.sleepOnce();
    Histogram stalls = recorder.takeInterval();
    assertThat(stalls.getTotalCount()).isEqualTo(10);
    for (int ms = 5; ms <= 50; ms += 5) {
      assertThat(stalls.getCountAtValue(ms * MS)).as("%d ms", ms).isEqualTo(1);
    }
  }

  @Test
  void aWakeUpThatCameEarlyIsNoWakeUp() {
    oversleptNs = -MS / 4;
    recorder.sleepOnce();
    assertThat(asked).containsExactly(5 * MS, MS / 4);
    Histogram stalls = recorder.takeInterval();
    assertThat(stalls.getTotalCount()).isEqualTo(1);
    assertThat(stalls.getMaxValue()).isZero();
  }

  @Test
  void timeBetweenTwoSleepsIsNotForgotten() {
    recorder.sleepOnce();
    nowNs += 12 * MS;
    recorder.sleepOnce();
    assertThat(recorder.takeInterval().getMaxValue()).isBetween(7 * MS, 7 * MS + MS / 100);
  }

  @Test
  void anIntervalHoldsWhatCameSinceTheLast() {
    oversleptNs = 15 * MS;
    recorder.sleepOnce();
    assertThat(recorder.takeInterval().getTotalCount()).isEqualTo(3);
    assertThat(recorder.takeInterval().getTotalCount()).isZero();
  }
}
