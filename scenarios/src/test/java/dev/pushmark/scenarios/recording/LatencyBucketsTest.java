package dev.pushmark.scenarios.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyBucketsTest {
  private static final double RELATIVE = 1 / 31.0;
  private static final double ABSOLUTE_NS = 512;

  @Test
  void aPercentileIsAsNearToTheExactOneAsItSays() {
    SplittableRandom random = new SplittableRandom(5);
    LatencyBuckets buckets = new LatencyBuckets();
    Histogram exact = new Histogram(5);
    for (int i = 0; i < 50_000; i++) {
      long ns = (long) Math.exp(random.nextDouble(Math.log(500), Math.log(4e12)));
      buckets.record(ns);
      exact.recordValue(ns);
    }
    for (double percent : new double[] {1, 10, 50, 90, 99, 99.9, 100}) {
      double truth = exact.getValueAtPercentile(percent);
      assertThat((double) buckets.percentileNs(percent))
          .as("p%s", percent)
          .isCloseTo(truth, within(truth * RELATIVE + ABSOLUTE_NS));
    }
    assertThat(buckets.total()).isEqualTo(50_000);
  }

  @Test
  void whatIsBeyondTheLastBucketIsInIt() {
    LatencyBuckets buckets = new LatencyBuckets();
    buckets.record(Long.MAX_VALUE / 4);
    assertThat(buckets.percentileNs(100)).isBetween(1L << 41, 1L << 42);
  }

  @Test
  void twoAddUp() {
    LatencyBuckets fast = new LatencyBuckets();
    LatencyBuckets slow = new LatencyBuckets();
    fast.record(100_000);
    slow.record(100_000_000);
    fast.add(slow);
    assertThat(fast.total()).isEqualTo(2);
    assertThat(fast.percentileNs(50)).isCloseTo(100_000, within(3_300L));
    assertThat(fast.percentileNs(100)).isCloseTo(100_000_000, within(3_300_000L));
  }
}
