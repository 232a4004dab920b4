package dev.pushmark.scenarios.recording;

/**
 * The latencies of one subscriber or room in a fixed number of buckets: 464, 1.9 KB, whatever comes
 * and however much. Up to 16 µs each bucket is 1.024 µs wide, from there on 16 make an octave, so
 * that the middle of a bucket is within 3.2 % of what is in it; the last holds everything above 73
 * minutes. Recording is an index and an increment. Not thread safe.
 */
final class LatencyBuckets {
  private static final int UNIT_BITS = 10;
  private static final int SUB_BITS = 4;
  private static final int SUBS = 1 << SUB_BITS;
  private static final int HIGHEST_BITS = 42;
  private static final int SIZE = (HIGHEST_BITS - UNIT_BITS - SUB_BITS + 1) * SUBS;

  private final int[] counts = new int[SIZE];
  private int total;

  void record(long latencyNs) {
    counts[bucket(latencyNs)]++;
    total++;
  }

  void add(LatencyBuckets other) {
    for (int i = 0; i < SIZE; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  int total() {
    return total;
  }

  /**
   * The middle of the bucket that holds a percentile; of something that has values.
   *
   * @param percent above 0, up to 100
   */
  long percentileNs(double percent) {
    long rank = Math.max(1, (long) Math.ceil(percent / 100 * total));
    int bucket = 0;
    long seen = counts[0];
    while (seen < rank) {
      seen += counts[++bucket];
    }
    return (lowestNs(bucket) + lowestNs(bucket + 1)) / 2;
  }

  private static int bucket(long latencyNs) {
    long units = latencyNs >>> UNIT_BITS;
    if (units < SUBS) {
      return (int) units;
    }
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(units) - SUB_BITS;
    return Math.min(SIZE - 1, (octave << SUB_BITS) + (int) (units >>> octave));
  }

  private static long lowestNs(int bucket) {
    int octave = Math.max(0, bucket / SUBS - 1);
    return (long) (bucket - octave * SUBS) << octave << UNIT_BITS;
  }
}
