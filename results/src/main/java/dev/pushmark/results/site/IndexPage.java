package dev.pushmark.results.site;

import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.trend.Series;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The list of runs, written out; the template only lays it out.
 *
 * @param workloads what can be filtered for
 * @param transports the same; keys are names in plans
 * @param environments the same; keys are ids
 * @param trends of the runs that are enough for one
 * @param tooFew of the others, in words
 */
public record IndexPage(
    List<Row> runs,
    Set<String> workloads,
    Map<String, String> transports,
    Map<String, String> environments,
    List<TrendRow> trends,
    List<String> tooFew) {

  /**
   * A run.
   *
   * @param transportKeys names in plans, one a line
   * @param fastest the smallest median, and whose it is; empty if there is none
   * @param compare where it is compared with another
   */
  public record Row(
      String href,
      String headline,
      String name,
      String workload,
      String transports,
      String transportKeys,
      String environmentId,
      String cpu,
      String day,
      String at,
      String fastest,
      String compare) {}

  /** A page of a trend. */
  public record TrendRow(String href, String workload, String where, String span) {}

  static IndexPage of(SiteData data, List<TrendLink> links) {
    List<RunFigures> runs = data.runs().stream().map(SiteData.Entry::run).toList();
    Set<String> workloads = new TreeSet<>();
    Set<String> transports = new LinkedHashSet<>();
    Map<String, String> environments = new LinkedHashMap<>();
    for (RunFigures run : runs) {
      workloads.add(run.plan().workload().name());
      transports.addAll(run.plan().transports());
      environments.putIfAbsent(run.environment().id(), where(run.environment()));
    }
    return new IndexPage(
        runs.stream().map(IndexPage::row).toList(),
        workloads,
        transports.stream()
            .sorted(Comparator.comparing(IndexPage::title))
            .collect(
                Collectors.toMap(name -> name, IndexPage::title, (a, b) -> a, LinkedHashMap::new)),
        environments,
        links.stream().filter(link -> link.page().isPresent()).map(IndexPage::trend).toList(),
        links.stream().filter(link -> link.page().isEmpty()).map(IndexPage::tooFew).toList());
  }

  private static String title(String transport) {
    return TransportName.asTitle(transport);
  }

  private static String where(Environment environment) {
    return cpu(environment) + " · " + environment.id();
  }

  private static String cpu(Environment environment) {
    return environment.cpu()
        + ", "
        + environment.cores()
        + (environment.cores() == 1 ? " core" : " cores");
  }

  private static Row row(RunFigures run) {
    RunFigures.Fastest fastest = run.fastest();
    List<String> transports = run.plan().transports();
    return new Row(
        run.page(),
        run.headline(),
        run.name(),
        run.plan().workload().name(),
        transports.stream().map(TransportName::inText).collect(Collectors.joining(", ")),
        String.join("\n", transports),
        run.environment().id(),
        cpu(run.environment()),
        Dates.day(run.startedAt()),
        run.startedAt().toString(),
        fastest == null
            ? ""
            : Units.time(fastest.p50Ns()) + " over " + TransportName.inText(fastest.transport()),
        "compare.html#a=" + RunFigures.inUrl(run.name()));
  }

  private static TrendRow trend(TrendLink link) {
    return new TrendRow(
        link.href(),
        link.workload(),
        link.cpu() + " · " + link.environmentId(),
        "%d runs, %s to %s".formatted(link.runs(), Dates.day(link.from()), Dates.day(link.to())));
  }

  private static String tooFew(TrendLink link) {
    return "%s on %s · %s: %d of the %d runs that ask the same and that a trend takes"
        .formatted(
            link.workload(), link.cpu(), link.environmentId(), link.runs(), Series.FEWEST_RUNS);
  }
}
