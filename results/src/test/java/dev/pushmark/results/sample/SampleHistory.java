package dev.pushmark.results.sample;

import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.trend.PastRun;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Made-up runs of the past, one a day, over SSE and WebSocket. */
public final class SampleHistory {
  /** What they asked. */
  public static final Plan PLAN = Rounds.run("sse", "websocket").plan();

  private static final Environment ENVIRONMENT = SampleRun.madeUpEnvironment();
  private static final Instant FIRST = Instant.parse("2026-01-01T03:00:00Z");

  private SampleHistory() {}

  /**
   * So many runs, whose latencies scatter by 3 % and whose bytes are always the same.
   *
   * @param factor of WebSocket's p50 on each day, counted from 0
   */
  public static List<PastRun> runs(int days, IntToDoubleFunction factor) {
    Random random = new Random(11);
    return IntStream.range(0, days)
        .mapToObj(
            day -> {
              Map<String, Map<GateMetric, Double>> figures = new LinkedHashMap<>();
              double sse = scattered(random, 650e3);
              figures.put("sse", Map.of(GateMetric.P50, sse, GateMetric.BYTES, 229.0));
              double websocket = scattered(random, 600e3 * factor.applyAsDouble(day));
              figures.put("websocket", Map.of(GateMetric.P50, websocket));
              return run(day, PLAN, figures);
            })
        .toList();
  }

  private static double scattered(Random random, double value) {
    return value * Math.exp(0.03 * random.nextGaussian());
  }

  /** The run of a day, counted from 0; its commit is the day's number forty times. */
  public static PastRun run(int day, Plan plan, Map<String, Map<GateMetric, Double>> figures) {
    Instant at = FIRST.plus(Duration.ofDays(day));
    Run run =
        new Run(
            1,
            "0.1.0",
            String.valueOf(day % 10).repeat(40),
            List.of("pushmark", "compare"),
            plan,
            List.of(),
            at,
            at.plusSeconds(480),
            Run.State.COMPLETE,
            0,
            null);
    return new PastRun(run, ENVIRONMENT, "", figures);
  }
}
