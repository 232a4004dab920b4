package dev.pushmark.results.site;

import dev.pushmark.results.model.Environment;
import dev.pushmark.results.report.HtmlPage;
import dev.pushmark.results.trend.PlanHistory;
import dev.pushmark.results.trend.Series;
import dev.pushmark.results.trend.Trend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The runs of one environment that asked alike, and the page of their trend where they are enough.
 *
 * @param environmentId of which
 * @param cpu of the environment
 * @param workload the name of what they did
 * @param runs how many
 * @param from when the oldest began
 * @param to when the newest began
 * @param href the name of the page
 * @param page the page itself; empty where there are fewer runs than it takes to see a change
 */
public record TrendLink(
    String environmentId,
    String cpu,
    String workload,
    int runs,
    Instant from,
    Instant to,
    String href,
    Optional<String> page) {

  /** Those of all environments, that of the newest run first; within one, the oldest first. */
  static List<TrendLink> of(List<PublishedRun> newestFirst) {
    Map<String, List<PublishedRun>> environments =
        newestFirst.stream()
            .collect(
                Collectors.groupingBy(
                    run -> run.past().environment().id(), LinkedHashMap::new, Collectors.toList()));
    List<TrendLink> links = new ArrayList<>();
    environments.forEach(
        (id, runs) -> {
          Trend all = Trend.of(runs.stream().map(PublishedRun::past).toList());
          Environment environment = all.environment();
          List<PlanHistory> histories = new ArrayList<>(all.histories());
          histories.sort(Comparator.comparing(PlanHistory::from)); // so that pages keep their names
          for (PlanHistory history : histories) {
            if (environment != null) {
              links.add(of(environment, history, links));
            }
          }
        });
    return links;
  }

  private static TrendLink of(
      Environment environment, PlanHistory history, List<TrendLink> others) {
    String stem = "trend-" + environment.id().replaceAll("[^A-Za-z0-9-]", "_") + "-";
    long before = others.stream().filter(other -> other.href().startsWith(stem)).count();
    return new TrendLink(
        environment.id(),
        environment.cpu(),
        history.plan().workload().name(),
        history.runs(),
        history.from(),
        history.to(),
        stem + (before + 1) + ".html",
        history.runs() < Series.FEWEST_RUNS
            ? Optional.empty()
            : Optional.of(HtmlPage.of(new Trend(environment, history.runs(), List.of(history)))));
  }
}
