package dev.pushmark.bench.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Tls;
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
  private static final Duration WARMUP = Duration.ofSeconds(1);

  /** With one round in six invalid, enough events are left for a p99 of the default workload. */
  private static final Duration MEASUREMENT = Duration.ofMillis(8200);

  private static final Duration QUICK_MEASUREMENT = Duration.ofMillis(3500);
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
      new Limits(
          Duration.ofMillis(10),
          Duration.ofMillis(10),
          0.99,
          0.85,
          0.25,
          Duration.ofNanos(100_000),
          0.05);

  /** They share the injector's cores, and would disturb WebSocket alone among the transports. */
  private static final int WITNESSES = 0;

  private Defaults() {}

  /**
   * The full plan of {@code pushmark compare}, as a tree without what follows from the rest: {@link
   * #resolve} adds it.
   */
  static ObjectNode tree(long seed) throws IOException {
    Plan plan =
        new Plan(
            Workloads.named(WORKLOAD),
            Transports.common(),
            ROUNDS,
            new Phases(WARMUP, MEASUREMENT, MIN_DRAIN),
            POLLING,
            Ordering.DEFAULT,
            Compression.NONE,
            Tls.NONE,
            Server.reference(Server.SlowConsumer.DROP_OLDEST, Server.DEFAULT_QUEUE_BYTES),
            LIMITS,
            WITNESSES,
            List.of(),
            seed);
    ObjectNode tree = Json.tree(plan);
    tree.withObject("/phases").remove("drain");
    tree.withObject("/server").removeAll();
    return tree;
  }

  /** Adds to a plan's tree what nobody has said and what follows from the rest of it. */
  static void resolve(ObjectNode tree) {
    if (tree.get("phases") instanceof ObjectNode phases
        && !phases.has("drain")
        && tree.at("/polling/interval").isTextual()) {
      Duration interval =
          DurationText.parse("poll-interval", tree.at("/polling/interval").textValue());
      phases.put("drain", DurationText.format(drain(interval)));
    }
    if (tree.get("server") instanceof ObjectNode server && !server.hasNonNull("url")) {
      if (!server.hasNonNull("slowConsumer")) {
        boolean newest = tree.at("/workload/delivery").asText().equals("newest");
        server.put("slowConsumer", newest ? "coalesce" : "drop-oldest");
      }
      if (!server.hasNonNull("queueBytes")) {
        server.put("queueBytes", Server.DEFAULT_QUEUE_BYTES);
      }
      if (!server.hasNonNull("link")) {
        // Below TCP, packets get lost on a link of the server's own alone.
        server.put("link", tree.at("/network/loss").asDouble() > 0 ? "veth" : "loopback");
      }
      if (!server.hasNonNull("heartbeat")) {
        server.put("heartbeat", DurationText.format(Server.DEFAULT_HEARTBEAT));
      }
      if (!server.hasNonNull("tokens")) {
        server.put("tokens", false);
      }
    }
  }

  /** What {@code --quick} changes. */
  static ObjectNode quick() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("rounds", QUICK_ROUNDS);
    tree.putObject("phases").put("measurement", DurationText.format(QUICK_MEASUREMENT));
    return tree;
  }

  /** Long enough for one more poll and its answer, so that every event has had its chance. */
  private static Duration drain(Duration pollInterval) {
    Duration oneMorePoll = pollInterval.plus(ANSWER);
    return oneMorePoll.compareTo(MIN_DRAIN) > 0 ? oneMorePoll : MIN_DRAIN;
  }
}
