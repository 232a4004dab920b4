package dev.pushmark.scenarios.recording;

import dev.pushmark.results.model.Metric;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How subscribers, and rooms, fare one by one: a value for each, its own percentile, so that a
 * thousand who share a room do not speak for the one who does not. Ten deliveries must lie beyond a
 * percentile: its own p50 needs 20, its own p99 1,000. Not thread safe.
 */
final class OwnLatencies {
  /** Deliveries that a p50 of one subscriber's own needs. */
  static final int P50_NEEDS = 20;

  /** Deliveries that a p99 of one subscriber's own needs. */
  static final int P99_NEEDS = 1_000;

  private final Histogram subscriberP50 = new Histogram(LoopRecorder.SIGNIFICANT_DIGITS);
  private final Histogram subscriberP99 = new Histogram(LoopRecorder.SIGNIFICANT_DIGITS);
  private final Map<RoomRecord, RoomLatencies> rooms = new HashMap<>();

  /** All deliveries of a room, and of how many events they are, as its best subscriber knows. */
  private static final class RoomLatencies {
    final LatencyBuckets all = new LatencyBuckets();
    int events;
  }

  void add(RoomRecord room, LatencyBuckets own) {
    if (own.total() >= P50_NEEDS) {
      subscriberP50.recordValue(own.percentileNs(50));
    }
    if (own.total() >= P99_NEEDS) {
      subscriberP99.recordValue(own.percentileNs(99));
    }
    RoomLatencies of = rooms.computeIfAbsent(room, r -> new RoomLatencies());
    of.all.add(own);
    of.events = Math.max(of.events, own.total());
  }

  /** The values so far, by metric. */
  Map<Metric, Histogram> histograms() {
    Histogram roomP50 = new Histogram(LoopRecorder.SIGNIFICANT_DIGITS);
    Histogram roomP99 = new Histogram(LoopRecorder.SIGNIFICANT_DIGITS);
    for (RoomLatencies room : rooms.values()) {
      if (room.events >= P50_NEEDS) {
        roomP50.recordValue(room.all.percentileNs(50));
      }
      if (room.events >= P99_NEEDS) {
        roomP99.recordValue(room.all.percentileNs(99));
      }
    }
    return Map.of(
        Metric.SUBSCRIBER_P50, subscriberP50,
        Metric.SUBSCRIBER_P99, subscriberP99,
        Metric.ROOM_P50, roomP50,
        Metric.ROOM_P99, roomP99);
  }
}
