package dev.pushmark.results.site;

/**
 * The run that an example comes from.
 *
 * @param href its page
 * @param name of its folder
 * @param workload what was done
 * @param day when
 */
public record Source(String href, String name, String workload, String day) {
  static Source of(PublishedRun run) {
    RunFigures figures = run.figures();
    return new Source(
        figures.page(),
        run.name(),
        figures.plan().workload().name(),
        Dates.day(figures.startedAt()));
  }
}
