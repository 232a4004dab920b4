package dev.pushmark.bench.lab.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Arrivals;
import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Tls;
import dev.pushmark.results.model.Workload;
import dev.pushmark.scenarios.gatling.RoundSpec;
import dev.pushmark.scenarios.witness.Seat;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeatsTest {
  private static final String ID = "b01a1.websocket";
  private static final Server REFERENCE = Server.reference(Server.SlowConsumer.DROP_OLDEST, 4096);

  private static Plan plan(
      int rooms, int subscribers, Compression compression, Tls tls, Server server) {
    return new Plan(
        new Workload(
            "seats",
            "for tests",
            rooms,
            subscribers,
            1,
            1,
            new Arrivals(Arrivals.ArrivalProcess.POISSON, 1),
            100,
            Workload.PublishVia.HTTP,
            Workload.Delivery.EVERY),
        List.of("websocket"),
        1,
        new Phases(Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO),
        new Polling(
            Duration.ofSeconds(1),
            Polling.Phase.RANDOM,
            Polling.Pace.FIXED_RATE,
            Duration.ofSeconds(1)),
        Ordering.DEFAULT,
        compression,
        tls,
        server,
        new Limits(Duration.ZERO, Duration.ZERO, 0, 1, 1, Duration.ZERO, 0),
        4,
        List.of(),
        1);
  }

  private static List<Seat> seats(int rooms, int subscribers, long seed) {
    return Seats.of(
        plan(rooms, subscribers, Compression.NONE, Tls.NONE, REFERENCE), "websocket", ID, seed);
  }

  @Test
  void areInAsManyRoomsAsThereAre() {
    assertThat(seats(100, 5, 1)).extracting(Seat::room).hasSize(4).doesNotHaveDuplicates();
    assertThat(seats(2, 5, 1)).extracting(Seat::room).hasSize(4).containsOnly(room(0), room(1));
  }

  private static String room(int index) {
    return RoundSpec.room(ID, 1, index);
  }

  @Test
  void haveASubscriberOnEitherSideAndEveryRankComesUp() {
    Set<Integer> ranks = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      seats(10, 5, seed).forEach(seat -> ranks.add(seat.rank()));
    }
    assertThat(ranks).containsExactlyInAnyOrder(1, 2, 3, 4);
  }

  @Test
  void areBesideALoneSubscriber() {
    assertThat(seats(10, 1, 3)).extracting(Seat::rank).allMatch(rank -> rank == 0 || rank == 1);
  }

  @Test
  void areTheSameForTheSameSeed() {
    assertThat(seats(100, 5, 8)).isEqualTo(seats(100, 5, 8)).isNotEqualTo(seats(100, 5, 9));
  }

  @Test
  void areKeptWhereTheWireIsTheWitnesssOwn() {
    Plan plain = plan(2, 2, Compression.NONE, Tls.NONE, REFERENCE);
    assertThat(Seats.areKept(plain, "websocket")).isTrue();
    assertThat(Seats.areKept(plain, "websocket-again")).isTrue();
    assertThat(Seats.areKept(plain, "sse")).isFalse();
    assertThat(kept(Compression.DEFLATE, Tls.NONE, REFERENCE)).isFalse();
    assertThat(kept(Compression.NONE, Tls.RESUMPTION, REFERENCE)).isFalse();
    assertThat(kept(Compression.NONE, Tls.NONE, Server.at(URI.create("http://a:1")))).isTrue();
    assertThat(kept(Compression.NONE, Tls.NONE, Server.at(URI.create("https://a:1")))).isFalse();
  }

  private static boolean kept(Compression compression, Tls tls, Server server) {
    return Seats.areKept(plan(2, 2, compression, tls, server), "websocket");
  }
}
