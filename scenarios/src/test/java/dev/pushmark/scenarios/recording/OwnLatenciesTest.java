package dev.pushmark.scenarios.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.results.model.Metric;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OwnLatenciesTest {
  private static final long MS = 1_000_000;

  private final OwnLatencies own = new OwnLatencies();
  private final RoomRecord big = new RoomRecord();
  private final RoomRecord small = new RoomRecord();

  private void subscriber(RoomRecord room, int deliveries, long latencyNs) {
    LatencyBuckets buckets = new LatencyBuckets();
    for (int i = 0; i < deliveries; i++) {
      buckets.record(latencyNs);
    }
    own.add(room, buckets);
  }

  private Histogram of(Metric metric) {
    return Objects.requireNonNull(own.histograms().get(metric));
  }

  @Test
  void aSmallRoomIsNotOutvotedByABigOne() {
    for (int i = 0; i < 999; i++) {
      subscriber(big, 20, MS);
    }
    subscriber(small, 20, 100 * MS);
    assertThat(of(Metric.ROOM_P50).getTotalCount()).isEqualTo(2);
    assertThat(of(Metric.ROOM_P50).getMaxValue()).isCloseTo(100 * MS, within(4 * MS));
    assertThat(of(Metric.SUBSCRIBER_P50).getValueAtPercentile(90)).isLessThan(2 * MS);
    assertThat(of(Metric.SUBSCRIBER_P50).getMaxValue()).isCloseTo(100 * MS, within(4 * MS));
  }

  @Test
  void whoHasTooFewDeliveriesHasNoPercentile() {
    subscriber(big, 19, MS);
    subscriber(big, 20, MS);
    subscriber(big, 999, MS);
    assertThat(of(Metric.SUBSCRIBER_P50).getTotalCount()).isEqualTo(2);
    assertThat(of(Metric.SUBSCRIBER_P99).getTotalCount()).isZero();
    subscriber(big, 1_000, MS);
    assertThat(of(Metric.SUBSCRIBER_P99).getTotalCount()).isEqualTo(1);
  }

  @Test
  void manySubscribersOfFewEventsAreNoManyEvents() {
    for (int i = 0; i < 100; i++) {
      subscriber(big, 19, MS);
    }
    assertThat(of(Metric.ROOM_P50).getTotalCount()).isZero();
  }
}
