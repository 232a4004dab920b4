package dev.pushmark.results.sample;

import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.CostRun.Axis;
import dev.pushmark.results.model.CostRun.Step;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Footprint;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.LinkTraffic;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.TimeOutOfDate;
import dev.pushmark.results.model.Traffic;
import dev.pushmark.results.model.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cost run whose costs are known: a subscriber takes 10 KB of resident memory and 3 KB of heap, a
 * delivery 5 µs of CPU and 250 bytes.
 */
public final class SampleCost {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long SECONDS = 4;
  private static final long DELIVERY_NS = 5_000;
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private SampleCost() {}

  /** Of SSE and WebSocket. */
  public static CostRun run() {
    List<Step> steps = new ArrayList<>();
    for (String transport : List.of("sse", "websocket")) {
      for (int subscribers : new int[] {100, 200, 400}) {
        steps.add(step(Axis.SUBSCRIBERS, transport, subscribers, 0, 0, DELIVERY_NS));
      }
      for (int rate : new int[] {5, 10, 20}) {
        steps.add(delivering(transport, rate, SECONDS * 100L * rate, DELIVERY_NS));
      }
    }
    Step late = delivering("sse", 20, SECONDS * 100L * 20, 100 * DELIVERY_NS);
    steps.add(invalid(late));
    return run(steps);
  }

  /** Of whatever was measured over SSE and WebSocket. */
  public static CostRun run(List<Step> steps) {
    return run(List.of("pushmark", "cost"), List.of("sse", "websocket"), steps);
  }

  /** Of whatever was measured over any transports, by this command. */
  public static CostRun run(List<String> command, List<String> transports, List<Step> steps) {
    return new CostRun(
        CostRun.SCHEMA_VERSION,
        "1",
        "unknown",
        command,
        Rounds.run(transports.toArray(String[]::new)).plan(),
        START,
        START.plusSeconds(60),
        Run.State.COMPLETE,
        SampleCalibration.of().environment(),
        steps);
  }

  /** What such a run leaves if it is killed. */
  public static CostRun killed(CostRun run) {
    return new CostRun(
        run.schemaVersion(),
        run.version(),
        run.commit(),
        run.command(),
        run.plan(),
        run.startedAt(),
        null,
        Run.State.INCOMPLETE,
        run.environment(),
        run.steps());
  }

  /** A round of a hundred subscribers in which so many deliveries arrived. */
  public static Step delivering(String transport, int rate, long delivered) {
    return delivering(transport, rate, delivered, DELIVERY_NS);
  }

  /** The same, each of which took so much CPU time. */
  public static Step delivering(String transport, int rate, long delivered, long deliveryNs) {
    return step(Axis.DELIVERIES, transport, 100, rate, delivered, deliveryNs);
  }

  /** The same round, of which the instrument failed. */
  public static Step invalid(Step step) {
    return invalid(step, step.round().injection());
  }

  /** The same round, of which the injector saw nothing. */
  public static Step unmeasured(Step step) {
    return invalid(step, null);
  }

  private static Step invalid(Step step, @Nullable Injection injection) {
    Round round = step.round();
    return new Step(
        step.axis(),
        step.subscribers(),
        step.eventsPerSecond(),
        new Round(
            round.block(),
            round.attempt(),
            round.position(),
            round.transport(),
            round.startedAt(),
            new Outcome.Invalid(List.of("it was late"), false),
            injection,
            round.server(),
            round.injector(),
            round.witness(),
            round.footprint()));
  }

  private static Step step(
      Axis axis, String transport, int subscribers, int rate, long delivered, long deliveryNs) {
    long cpuNs = 1_000_000 + delivered * deliveryNs;
    Counts counts =
        new Counts(SECONDS * rate, SECONDS * rate, delivered, delivered, 0, 0, 0, 0, 0, 0, 0, 0);
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
            new Outcome.Done(),
            new Injection(
                START,
                SECONDS * SECOND_NS,
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
                null,
                List.of()),
            new Usage(
                1, cpuNs, cpuNs, 0, 0, 0, 0, 50_000_000, 51_000_000 + subscribers * 10_000L, 9),
            null,
            null,
            new Footprint(
                5_000_000 + subscribers * 3_000L,
                4096L,
                null,
                0,
                null,
                new LinkTraffic(delivered * 302, delivered, delivered * 52, delivered))));
  }
}
