package dev.pushmark.results.trend;

import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.trend.Series.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The series of runs that asked the same of the same server.
 *
 * @param plan that of the newest run; others may have other transports, rounds and seeds
 * @param otherServer the command that started the server, where it was not the reference server
 * @param runs how many
 * @param from when the oldest began
 * @param to when the newest began
 * @param series those with at least one figure: transports as in the newest plan, metrics of each
 */
public record PlanHistory(
    Plan plan, String otherServer, int runs, Instant from, Instant to, List<Series> series) {

  /** Of at least one run, the oldest first. */
  static PlanHistory of(List<PastRun> runs) {
    Set<String> transports = new LinkedHashSet<>();
    for (int i = runs.size() - 1; i >= 0; i--) {
      transports.addAll(runs.get(i).figures().keySet());
    }
    List<Series> series = new ArrayList<>();
    for (String transport : transports) {
      for (GateMetric metric : GateMetric.OF_ROUNDS) {
        List<Point> points = points(runs, transport, metric);
        if (!points.isEmpty()) {
          series.add(Series.of(transport, metric, points));
        }
      }
    }
    PastRun newest = runs.get(runs.size() - 1);
    return new PlanHistory(
        newest.run().plan(),
        newest.otherServer(),
        runs.size(),
        runs.get(0).run().startedAt(),
        newest.run().startedAt(),
        List.copyOf(series));
  }

  private static List<Point> points(List<PastRun> runs, String transport, GateMetric metric) {
    List<Point> points = new ArrayList<>();
    for (PastRun past : runs) {
      var figures = past.figures().get(transport);
      Double figure = figures == null ? null : figures.get(metric);
      if (figure != null) {
        points.add(
            new Point(past.run().startedAt(), past.run().version(), past.run().commit(), figure));
      }
    }
    return points;
  }
}
