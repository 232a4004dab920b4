package dev.pushmark.results.report;

import dev.pushmark.results.model.Environment;
import dev.pushmark.results.trend.PlanHistory;
import dev.pushmark.results.trend.Series;
import dev.pushmark.results.trend.Trend;
import java.util.List;

/**
 * The page of a trend: each series as a plot of its own.
 *
 * @param headline what was found, in a sentence
 * @param caution what a change is, and is not
 * @param runs how many runs there are
 * @param parts one for each history
 * @param environment where they took place
 */
public record TrendPage(
    String headline, String caution, String runs, List<Part> parts, List<Fact> environment) {

  /**
   * The series of runs that asked alike.
   *
   * @param workload its name
   * @param asked what was asked
   * @param span how many runs, and when
   */
  public record Part(String workload, String asked, String span, List<TrendPlot> plots) {}

  static TrendPage of(Trend trend) {
    Environment environment = trend.environment();
    return new TrendPage(
        TrendText.headline(trend),
        TrendText.CAUTION,
        trend.runs() == 1 ? "1 run" : trend.runs() + " runs",
        trend.histories().stream().map(TrendPage::part).toList(),
        environment == null ? List.of() : Facts.ofEnvironment(environment));
  }

  private static Part part(PlanHistory history) {
    List<String> transports = history.series().stream().map(Series::transport).distinct().toList();
    return new Part(
        history.plan().workload().name(),
        TrendText.asked(history),
        TrendText.span(history),
        history.series().stream().map(series -> TrendPlot.of(series, transports)).toList());
  }
}
