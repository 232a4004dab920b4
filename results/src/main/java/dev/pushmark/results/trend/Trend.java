package dev.pushmark.results.trend;

import dev.pushmark.results.model.Environment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the figures of one environment went.
 *
 * @param environment as the newest run found it; null if there is no run
 * @param runs how many
 * @param histories of runs that asked alike, that of the newest run first
 */
public record Trend(@Nullable Environment environment, int runs, List<PlanHistory> histories) {

  /** Orders the runs of one environment, as far as they have figures, and looks for changes. */
  public static Trend of(Collection<PastRun> runs) {
    List<PastRun> ordered =
        runs.stream()
            .filter(past -> past.figures().values().stream().anyMatch(of -> !of.isEmpty()))
            .sorted(Comparator.comparing(past -> past.run().startedAt()))
            .toList();
    List<List<PastRun>> alike = new ArrayList<>();
    for (PastRun past : ordered) {
      alike.stream()
          .filter(others -> others.get(0).isLike(past))
          .findFirst()
          .orElseGet(
              () -> {
                List<PastRun> first = new ArrayList<>();
                alike.add(first);
                return first;
              })
          .add(past);
    }
    return new Trend(
        ordered.isEmpty() ? null : ordered.get(ordered.size() - 1).environment(),
        ordered.size(),
        alike.stream()
            .map(PlanHistory::of)
            .filter(history -> !history.series().isEmpty())
            .sorted(Comparator.comparing(PlanHistory::to).reversed())
            .toList());
  }

  /** Every series of every history. */
  public List<Series> series() {
    return histories.stream().flatMap(history -> history.series().stream()).toList();
  }
}
