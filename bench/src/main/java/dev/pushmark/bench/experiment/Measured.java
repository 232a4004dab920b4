package dev.pushmark.bench.experiment;

import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A run of an experiment that has ended.
 *
 * @param figures of each transport of its plan, those without a valid round among them
 */
public record Measured(Step step, Map<String, TransportFigures> figures) {
  private static final Set<Metric> METRICS =
      Set.of(
          Metric.DELIVERY_LATENCY,
          Metric.SPREAD,
          Metric.SUBSCRIBER_P99,
          Metric.RECOVERY,
          Metric.BYSTANDER_LATENCY,
          Metric.DETECTION,
          Metric.SERVER_DETECTION,
          Metric.CONNECT,
          Metric.FIRST_EVENT,
          Metric.NEWCOMER_LATENCY);

  /** Reads what a run has left, and of its distributions only what verdicts rest upon. */
  static Measured read(Step step, Path folder) throws IOException {
    StoredRun stored = RunFolder.readMerged(folder, METRICS);
    Map<String, TransportFigures> figures = new LinkedHashMap<>();
    for (String transport : step.plan().transports()) {
      figures.put(transport, TransportFigures.of(transport, stored.rounds(), stored.histograms()));
    }
    return new Measured(step, figures);
  }

  /**
   * Reads a run that an experiment has left, with the plan that it was measured by.
   *
   * @param done what was done in it, in words
   */
  public static Measured read(Path folder, String done) throws IOException {
    Plan plan = RunFolder.readMerged(folder, METRICS).run().plan();
    Path name = folder.getFileName();
    return read(new Step(name == null ? "" : name.toString(), done, plan, false), folder);
  }

  /** The figures of a transport of the plan. */
  TransportFigures of(String transport) {
    TransportFigures found = figures.get(transport);
    if (found == null) {
      throw new IllegalArgumentException(
          "transport must be one of " + figures.keySet() + ", was " + transport);
    }
    return found;
  }
}
