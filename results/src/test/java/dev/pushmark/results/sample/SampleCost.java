package dev.pushmark.results.sample;

import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.CostRun.Axis;
import dev.pushmark.results.model.CostRun.Step;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Footprint;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.TimeOutOfDate;
import dev.pushmark.results.model.Traffic;
import dev.pushmark.results.model.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A cost run whose costs are known: a subscriber takes 10 KB of resident memory and 3 KB of heap, a
 * delivery 5 µs of CPU and 250 bytes.
 */
public final class SampleCost {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private SampleCost() {}

  /** Of SSE and WebSocket. */
  public static CostRun run() {
    List<Step> steps = new ArrayList<>();
    for (String transport : List.of("sse", "websocket")) {
      for (int subscribers : new int[] {100, 200, 400}) {
        steps.add(step(Axis.SUBSCRIBERS, transport, subscribers, 0, new Outcome.Done()));
      }
      for (int rate : new int[] {5, 10, 20}) {
        steps.add(step(Axis.DELIVERIES, transport, 100, rate, new Outcome.Done()));
      }
    }
    steps.add(
        step(Axis.DELIVERIES, "sse", 100, 20, new Outcome.Invalid(List.of("it was late"), false)));
    return new CostRun(
        CostRun.SCHEMA_VERSION,
        "1",
        "unknown",
        List.of("pushmark", "cost"),
        Rounds.run("sse", "websocket").plan(),
        START,
        START.plusSeconds(60),
        Run.State.COMPLETE,
        SampleCalibration.of().environment(),
        steps);
  }

  private static Step step(
      Axis axis, String transport, int subscribers, int rate, Outcome outcome) {
    long delivered = 4L * subscribers * rate;
    boolean valid = !(outcome instanceof Outcome.Invalid);
    long cpuNs = 1_000_000 + delivered * 5_000 * (valid ? 1 : 100);
    Counts counts = new Counts(4L * rate, 4L * rate, delivered, delivered, 0, 0, 0, 0, 0, 0, 0, 0);
    return new Step(
        axis,
        subscribers,
        rate,
        new Round(
            1,
            1,
            1,
            transport,
            START,
            outcome,
            new Injection(
                START,
                4 * SECOND_NS,
                subscribers,
                subscribers,
                0,
                rate,
                rate,
                counts,
                new Traffic(0, delivered * 250, 0, 0, 0),
                new TimeOutOfDate(0, 0, 0),
                null,
                0,
                List.of()),
            new Usage(
                1, cpuNs, cpuNs, 0, 0, 0, 0, 50_000_000, 51_000_000 + subscribers * 10_000L, 9),
            null,
            null),
        new Footprint(5_000_000 + subscribers * 3_000L, 4096L, null, 0, null));
  }
}
