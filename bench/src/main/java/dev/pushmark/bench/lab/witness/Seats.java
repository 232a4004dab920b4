package dev.pushmark.bench.lab.witness;

import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Tls;
import dev.pushmark.results.model.Workload;
import dev.pushmark.scenarios.gatling.RoundSpec;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.witness.Seat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Chooses the places of witnesses at random. */
public final class Seats {
  /** The transport that a witness has, too. */
  public static final String TRANSPORT = "websocket";

  private Seats() {}

  /** Whether rounds of a transport have witnesses: the same wire without TLS and compression. */
  public static boolean areKept(Plan plan, String transport) {
    boolean cleartext =
        plan.server().url() == null
            ? plan.tls() == Tls.NONE
            : "http".equals(plan.server().url().getScheme());
    return plan.witnesses() > 0
        && Transports.plain(transport).equals(TRANSPORT)
        && cleartext
        && plan.compression() == Compression.NONE
        && plan.workload().eventsPerSecond() > 0;
  }

  /**
   * Seats in as many rooms as there are, at ranks with a subscriber of the injector on either side
   * where a room has two or more; none if the round is to have none.
   *
   * @param roundId names the round
   * @param seed of the round
   */
  public static List<Seat> of(Plan plan, String transport, String roundId, long seed) {
    if (!areKept(plan, transport)) {
      return List.of();
    }
    Workload work = plan.workload();
    Random random = new Random(seed);
    List<Integer> rooms = new ArrayList<>(IntStream.range(0, work.rooms()).boxed().toList());
    Collections.shuffle(rooms, random);
    List<Seat> seats = new ArrayList<>();
    for (int i = 0; i < plan.witnesses(); i++) {
      int room = rooms.get(i % rooms.size());
      int subscribers = work.subscribersPerRoom();
      int rank = subscribers == 1 ? random.nextInt(2) : 1 + random.nextInt(subscribers - 1);
      seats.add(new Seat(RoundSpec.room(roundId, seed, room), rank));
    }
    return seats;
  }
}
