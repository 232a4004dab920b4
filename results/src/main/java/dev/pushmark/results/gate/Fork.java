package dev.pushmark.results.gate;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One fork of JMH.
 *
 * @param number from 1 on; forks of both sides that were measured next to each other have the same
 * @param asked the benchmarks that it was to measure
 * @param scores of those that it measured; several of one that it measured in several modes
 */
public record Fork(int number, Set<String> asked, Map<String, List<Score>> scores) {
  private static final String THROUGHPUT = "thrpt";

  public Fork {
    asked = Set.copyOf(asked);
    scores = Map.copyOf(scores);
  }

  /**
   * What a fork says of a benchmark.
   *
   * @param mode of measuring, by JMH's short name
   * @param unit such as {@code ns/op}
   * @param settings how long it was measured, in words
   * @param value the mean of its iterations; no number where JMH has none
   */
  public record Score(String mode, String unit, String settings, double value) {
    boolean moreIsBetter() {
      return mode.equals(THROUGHPUT);
    }

    /** Unit and mode, as written. */
    String scale() {
      return unit + " (" + mode + ")";
    }
  }
}
