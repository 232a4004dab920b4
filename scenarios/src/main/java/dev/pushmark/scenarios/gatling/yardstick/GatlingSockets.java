package dev.pushmark.scenarios.gatling.yardstick;

import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.gatling.QuietGatling;
import dev.pushmark.scenarios.gatling.RoundSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process that runs a round with Gatling's own WebSocket support. Gatling's stamps are
 * milliseconds; here the time is taken, in nanoseconds, at the first point where its API hands a
 * message to a simulation: in a check's transformation.
 */
public final class GatlingSockets {
  private static @Nullable YardstickRound round;

  private GatlingSockets() {}

  /** Runs the round that the JSON file named by the argument describes ({@link RoundSpec}). */
  public static void main(String[] args) throws IOException {
    RoundSpec spec = Json.read(Path.of(args[0]), RoundSpec.class);
    QuietGatling.configure(spec.eventLoops());
    YardstickRound ours = new YardstickRound(spec, Clock.system(), System.out);
    round = ours;
    Thread gatling =
        new Thread(
            () -> {
              QuietGatling.run(GatlingSocketSimulation.class, spec.out().resolve("gatling"));
              ours.complain("Gatling ended before the round");
            },
            "gatling");
    gatling.setDaemon(true);
    gatling.start();
    ours.begin();
    ours.over().join();
    ours.write();
    // Its subscribers wait for messages to the end.
    System.exit(0);
  }

  static YardstickRound round() {
    return Objects.requireNonNull(round, "the simulation is run by this program");
  }
}
