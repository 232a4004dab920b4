package dev.pushmark.scenarios.gatling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.model.Arrivals;
import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Newcomers;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Tls;
import dev.pushmark.results.model.Workload;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A round that is over in a few seconds: 2 rooms of 3 subscribers and 2 publishers each. */
final class SmallRound {
  static final int SUBSCRIBERS_PER_ROOM = 3;
  static final int SUBSCRIBERS = 2 * SUBSCRIBERS_PER_ROOM;
  static final String ID = "small-1";

  /** In which a receiver on a busy machine catches up. */
  private static final Duration DRAIN = Duration.ofSeconds(4);

  private SmallRound() {}

  /** Writes its specification, for results beside it, and returns the file. */
  static Path write(Path folder, URI url, String transport) throws IOException {
    return write(folder, url, transport, Duration.ofMillis(500), Network.CALM);
  }

  /** The same in a short time, with newcomers, of whom the server asks tokens. */
  static Path write(Path folder, URI url, String transport, Newcomers newcomers)
      throws IOException {
    Path whole = write(folder, url, transport, Duration.ZERO, Network.CALM);
    ObjectNode spec = Json.parse(Files.readString(whole), ObjectNode.class);
    ObjectNode plan = spec.withObject("/plan");
    plan.set("newcomers", Json.tree(newcomers));
    plan.set(
        "server",
        Json.tree(
            new Server(
                null,
                Server.SlowConsumer.DISCONNECT,
                Server.DEFAULT_QUEUE_BYTES,
                Server.Link.LOOPBACK,
                null,
                null,
                true)));
    plan.withObject("/phases").put("measurement", "1s").put("drain", "3500ms");
    return Files.writeString(whole, spec.toString());
  }

  /** The same over a network in which something may happen. */
  static Path write(Path folder, URI url, String transport, Duration warmup, Network network)
      throws IOException {
    Workload workload =
        new Workload(
            "small",
            "Over soon",
            2,
            SUBSCRIBERS_PER_ROOM,
            2,
            100,
            new Arrivals(Arrivals.ArrivalProcess.POISSON, 1),
            150,
            Workload.PublishVia.HTTP,
            Workload.Delivery.EVERY);
    Plan plan =
        new Plan(
                workload,
                List.of(transport),
                1,
                new Phases(warmup, Duration.ofSeconds(2), DRAIN),
                new Polling(
                    Duration.ofMillis(100),
                    Polling.Phase.EVEN,
                    Polling.Pace.FIXED_RATE,
                    Duration.ofSeconds(5)),
                Ordering.DEFAULT,
                Compression.NONE,
                Tls.NONE,
                Server.at(url),
                new Limits(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    0.5,
                    1,
                    1,
                    Duration.ofSeconds(1),
                    1),
                0,
                List.of(),
                1)
            .with(network);
    Path file = folder.resolve("spec.json");
    Json.write(file, new RoundSpec(ID, transport, url, plan, 1, 1, List.of(), folder));
    return file;
  }
}
