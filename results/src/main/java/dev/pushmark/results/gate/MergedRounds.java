package dev.pushmark.results.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Histograms of rounds, to be merged again and again in ever other choices: what merging them by
 * {@link Histogram#add} gives, some hundred times as fast. Not thread safe.
 */
final class MergedRounds {
  private final long[] values;
  private final List<Round> rounds = new ArrayList<>();
  private final long[] merged;

  /** How often which of the values came in one round. */
  private record Round(int[] places, long[] counts) {}

  MergedRounds(List<Histogram> histograms) {
    TreeSet<Long> all = new TreeSet<>();
    for (Histogram histogram : histograms) {
      histogram.recordedValues().forEach(each -> all.add(each.getValueIteratedTo()));
    }
    values = all.stream().mapToLong(Long::longValue).toArray();
    merged = new long[values.length];
    histograms.forEach(histogram -> rounds.add(round(histogram)));
  }

  private Round round(Histogram histogram) {
    int[] places = new int[values.length];
    long[] counts = new long[values.length];
    int size = 0;
    for (HistogramIterationValue each : histogram.recordedValues()) {
      places[size] = Arrays.binarySearch(values, each.getValueIteratedTo());
      counts[size++] = each.getCountAddedInThisIterationStep();
    }
    return new Round(Arrays.copyOf(places, size), Arrays.copyOf(counts, size));
  }

  int size() {
    return rounds.size();
  }

  /**
   * Percentiles of these rounds together.
   *
   * @param chosen places of rounds; one may be chosen several times
   * @param percentiles from 0 to 100, smallest first
   */
  double[] percentiles(int[] chosen, double[] percentiles) {
    Arrays.fill(merged, 0);
    long total = 0;
    for (int number : chosen) {
      Round round = rounds.get(number);
      for (int i = 0; i < round.places.length; i++) {
        merged[round.places[i]] += round.counts[i];
        total += round.counts[i];
      }
    }
    double[] found = new double[percentiles.length];
    int place = -1;
    long sum = 0;
    for (int i = 0; i < percentiles.length; i++) {
      long rank = Math.max(1, (long) Math.ceil(Math.nextDown(percentiles[i]) * total / 100));
      while (sum < rank && place + 1 < values.length) {
        sum += merged[++place];
      }
      found[i] = place < 0 ? 0 : values[place];
    }
    return found;
  }
}
