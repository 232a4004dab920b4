package dev.pushmark.bench.cli;

import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.bench.plan.GatePlanner;
import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.bench.plan.PlanRequest;
import dev.pushmark.bench.plan.Planner;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.TimeOutOfDate;
import dev.pushmark.results.model.Traffic;
import dev.pushmark.results.model.Usage;
import dev.pushmark.results.store.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;

/** Writes folders of runs over SSE as if they had been measured. */
final class WrittenRun {
  static final String ENVIRONMENT = "0123456789abcdef";
  private static final int EVENTS = 2_000;
  private static final long SECOND_NS = 1_000_000_000L;

  private WrittenRun() {}

  /**
   * A complete run.
   *
   * @param workload its name
   * @param latencyUs of all rounds, give or take 2 %; 0 for rounds in which nothing was recorded
   */
  static Path in(Path folder, String workload, int rounds, double latencyUs)
      throws IOException, BadPlanException {
    return in(folder, workload, rounds, latencyUs, Instant.EPOCH);
  }

  /** The same, begun at some time. */
  static Path in(Path folder, String workload, int rounds, double latencyUs, Instant startedAt)
      throws IOException, BadPlanException {
    Overrides overrides = new Overrides().list("/transports", List.of("sse"));
    Plan plan =
        Planner.resolve(new PlanRequest(GatePlanner.usual(), null, false, workload, overrides, 1));
    Run begun =
        new Run(
            RunFolder.SCHEMA_VERSION,
            "1",
            "unknown",
            List.of("pushmark", "run"),
            plan,
            List.of(),
            startedAt,
            null,
            Run.State.INCOMPLETE,
            null,
            null);
    RunFolder run = RunFolder.create(folder, begun, environment());
    Random random = new Random(rounds);
    for (int block = 1; block <= rounds; block++) {
      double ns = latencyUs * 1e3 * Math.exp(0.02 * random.nextGaussian());
      Histogram latency = new Histogram(3600 * SECOND_NS, 3);
      if (latencyUs > 0) {
        latency.recordValueWithCount(Math.round(ns), EVENTS);
      }
      run.add(round(block, ns, startedAt), Map.of(Metric.DELIVERY_LATENCY, List.of(latency)));
    }
    run.finish(begun.ended(startedAt.plusSeconds(60), 0));
    return folder;
  }

  private static Round round(int block, double ns, Instant startedAt) {
    Usage usage = new Usage(1, Math.round(ns * EVENTS), 0, 0, 0, 0, 0, 1, 1, 1);
    Injection injection =
        new Injection(
            startedAt,
            10 * SECOND_NS,
            1,
            1,
            0,
            EVENTS / 10.0,
            EVENTS / 10.0,
            new Counts(EVENTS, EVENTS, EVENTS, EVENTS, 0, 0, 0, 0, 0, 0, 0, 0),
            new Traffic(10L * EVENTS, 200L * EVENTS, EVENTS, 0, 0),
            new TimeOutOfDate(ns, Math.round(2 * ns), 0.25),
            null,
            EVENTS,
            null,
            List.of());
    return new Round(
        block, 1, 1, "sse", startedAt, new Outcome.Done(), injection, usage, usage, null, null);
  }

  static Environment environment() {
    return new Environment(
        ENVIRONMENT,
        "a CPU",
        2,
        1L << 30,
        "a kernel",
        "cubic",
        "17",
        "0",
        "1",
        true,
        List.of(),
        List.of(),
        0,
        0);
  }
}
