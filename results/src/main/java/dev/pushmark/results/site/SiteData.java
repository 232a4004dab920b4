package dev.pushmark.results.site;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pushmark.results.model.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * All that the site knows, as {@code data.json} has it and {@code schema.json} explains it.
 *
 * @param runs the newest first
 */
public record SiteData(int schemaVersion, List<Entry> runs) {
  /** The version that is written. */
  public static final int SCHEMA_VERSION = 1;

  /**
   * A run.
   *
   * @param question a number that runs share whose figures can be compared, since their plans ask
   *     the same
   */
  public record Entry(int question, @JsonUnwrapped RunFigures run) {}

  public SiteData {
    runs = List.copyOf(runs);
  }

  static SiteData of(List<PublishedRun> newestFirst) {
    List<Plan> questions = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    for (int i = newestFirst.size() - 1; i >= 0; i--) { // a question keeps its number
      RunFigures run = newestFirst.get(i).figures();
      entries.add(0, new Entry(number(run.plan(), questions), run));
    }
    return new SiteData(SCHEMA_VERSION, entries);
  }

  private static int number(Plan plan, List<Plan> questions) {
    for (int i = 0; i < questions.size(); i++) {
      if (questions.get(i).asksTheSameAs(plan)) {
        return i + 1;
      }
    }
    questions.add(plan);
    return questions.size();
  }
}
