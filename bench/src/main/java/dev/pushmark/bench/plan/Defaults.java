package dev.pushmark.bench.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.workload.Workloads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What a plan holds where nobody said otherwise. */
final class Defaults {
  static final String WORKLOAD = "chat";

  private static final int ROUNDS = 6;
  private static final int QUICK_ROUNDS = 2;
  private static final Duration WARMUP = Duration.ofMillis(1500);
  private static final Duration QUICK_WARMUP = Duration.ofSeconds(1);
  private static final Duration MEASUREMENT = Duration.ofSeconds(8);
  private static final Duration QUICK_MEASUREMENT = Duration.ofSeconds(4);
  private static final Duration MIN_DRAIN = Duration.ofSeconds(2);

  /** What an answer to the last poll may take. */
  private static final Duration ANSWER = Duration.ofSeconds(1);

  private static final Polling POLLING =
      new Polling(
          Duration.ofSeconds(1),
          Polling.Phase.RANDOM,
          Polling.Pace.FIXED_RATE,
          Duration.ofSeconds(20));

  private static final Limits LIMITS =
      new Limits(Duration.ofMillis(10), Duration.ofMillis(10), 0.99, 0.85, 0.25);

  private Defaults() {}

  /** The full plan of {@code pushmark compare}, as a tree without the drain. */
  static ObjectNode tree(long seed) throws IOException {
    Plan plan =
        new Plan(
            Workloads.named(WORKLOAD),
            Transports.names(),
            ROUNDS,
            new Phases(WARMUP, MEASUREMENT, MIN_DRAIN),
            POLLING,
            new Server(null),
            LIMITS,
            List.of(),
            seed);
    ObjectNode tree = Json.tree(plan);
    tree.withObject("/phases").remove("drain");
    return tree;
  }

  /** What {@code --quick} changes. */
  static ObjectNode quick() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("rounds", QUICK_ROUNDS);
    tree.putObject("phases")
        .put("warmup", DurationText.format(QUICK_WARMUP))
        .put("measurement", DurationText.format(QUICK_MEASUREMENT));
    return tree;
  }

  /** Long enough for one more poll and its answer, so that every event has had its chance. */
  static Duration drain(Duration pollInterval) {
    Duration oneMorePoll = pollInterval.plus(ANSWER);
    return oneMorePoll.compareTo(MIN_DRAIN) > 0 ? oneMorePoll : MIN_DRAIN;
  }
}
