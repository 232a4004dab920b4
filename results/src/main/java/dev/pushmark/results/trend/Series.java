package dev.pushmark.results.trend;

import dev.pushmark.results.model.GateMetric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One figure from run to run, and the levels that it stood at.
 *
 * @param transport of which
 * @param metric which figure
 * @param points one for each run, in the order in which runs began
 * @param levels one after the other, without a gap; only one where no change can be seen
 */
public record Series(String transport, GateMetric metric, List<Point> points, List<Level> levels) {
  /** Runs that it takes to see a change. */
  public static final int FEWEST_RUNS = 2 * ChangePoints.SHORTEST;

  /** Runs of a series, the newest; older ones are left out. */
  public static final int MOST_RUNS = ChangePoints.MOST_VALUES;

  /** Always the same: the same history shows the same changes. */
  private static final long SEED = 1;

  /**
   * A run.
   *
   * @param startedAt when it began
   * @param version Pushmark's version
   * @param commit Pushmark's commit, which is that of the reference server
   * @param value its figure, above 0, in nanoseconds or bytes
   */
  public record Point(Instant startedAt, String version, String commit, double value) {}

  /**
   * Runs in which nothing changed.
   *
   * @param first index of the first of them
   * @param runs how many
   * @param median of their figures
   */
  public record Level(int first, int runs, double median) {}

  /**
   * A change of the level.
   *
   * @param since the first run after it
   * @param before the level that was left
   * @param after the level that was taken
   */
  public record Change(Point since, Level before, Level after) {
    /** The later level as a multiple of the earlier. */
    public double factor() {
      return after.median() / before.median();
    }
  }

  static Series of(String transport, GateMetric metric, List<Point> all) {
    List<Point> points = List.copyOf(all.subList(Math.max(0, all.size() - MOST_RUNS), all.size()));
    double[] logs = points.stream().mapToDouble(point -> Math.log(point.value())).toArray();
    List<Integer> bounds = new ArrayList<>(List.of(0));
    bounds.addAll(ChangePoints.of(logs, SEED));
    bounds.add(points.size());
    List<Level> levels = new ArrayList<>();
    for (int i = 1; i < bounds.size(); i++) {
      List<Point> ofLevel = points.subList(bounds.get(i - 1), bounds.get(i));
      double[] values = ofLevel.stream().mapToDouble(Point::value).toArray();
      levels.add(new Level(bounds.get(i - 1), values.length, Median.of(values)));
    }
    return new Series(transport, metric, points, levels);
  }

  /** The newest run. */
  public Point newest() {
    return points.get(points.size() - 1);
  }

  /** Whether there are runs enough to see a change. */
  public boolean canTell() {
    return points.size() >= FEWEST_RUNS;
  }

  /** The changes, the oldest first. */
  public List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (int i = 1; i < levels.size(); i++) {
      Level after = levels.get(i);
      changes.add(new Change(points.get(after.first()), levels.get(i - 1), after));
    }
    return changes;
  }
}
