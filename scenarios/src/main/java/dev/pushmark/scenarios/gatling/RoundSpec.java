package dev.pushmark.scenarios.gatling;

import dev.pushmark.results.model.Plan;
import dev.pushmark.scenarios.witness.Seat;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one injector process has to do.
 *
 * @param roundId names the round in what is written
 * @param transport name of the transport to measure
 * @param url base address of the server, as publishers reach it
 * @param subscribersUrl the same as subscribers reach it, whose packets may get lost on that way
 * @param plan the whole plan
 * @param seed of this round's random choices; the same for all transports of a block, so that they
 *     get the same events
 * @param eventLoops event loops for subscribers; publishers have one of their own
 * @param seats places in the fan-out that are kept for witnesses
 * @param out folder to write {@code injection.json} and {@code injection.hlog} into
 */
public record RoundSpec(
    String roundId,
    String transport,
    URI url,
    URI subscribersUrl,
    Plan plan,
    long seed,
    int eventLoops,
    List<Seat> seats,
    Path out) {
  /** Where what was published into the browser's rooms is written, if there is a browser. */
  public static final String ROLL = "roll.json";

  /** A browser has six connections to a server over HTTP/1.1; one is left for requests. */
  private static final int MAX_BROWSER_ROOMS = 5;

  public RoundSpec {
    seats = List.copyOf(seats);
    if (eventLoops < 1 || eventLoops > 1024) {
      throw new IllegalArgumentException("eventLoops must be 1 to 1024, was " + eventLoops);
    }
  }

  /** One whose subscribers reach the server as publishers do. */
  public RoundSpec(
      String roundId,
      String transport,
      URI url,
      Plan plan,
      long seed,
      int eventLoops,
      List<Seat> seats,
      Path out) {
    this(roundId, transport, url, url, plan, seed, eventLoops, seats, out);
  }

  /** The rooms that a browser subscribes to, if there is one. */
  public List<String> browserRooms() {
    int rooms = Math.min(MAX_BROWSER_ROOMS, plan.workload().rooms());
    return IntStream.range(0, rooms).mapToObj(room -> room(roundId, seed, room)).toList();
  }

  /** The name of a room of this round, which no other round of this run has. */
  public static String room(String roundId, long seed, int index) {
    String run = Integer.toHexString(roundId.hashCode() ^ Long.hashCode(seed));
    return "pm-" + run + "-" + index;
  }
}
