package dev.pushmark.scenarios.gatling;

import static dev.pushmark.scenarios.gatling.Realtime.close;
import static dev.pushmark.scenarios.gatling.Realtime.hold;
import static dev.pushmark.scenarios.gatling.Realtime.publish;
import static dev.pushmark.scenarios.gatling.Realtime.subscribe;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.pushmark.results.model.Newcomers;
import dev.pushmark.results.model.Workload;
import dev.pushmark.scenarios.schedule.Schedule;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One round: the workload's subscribers and publishers, over one transport. */
public final class RoundSimulation extends Simulation {
  /** Fast enough not to be waited for, slow enough for a server's listen queue. */
  private static final int CONNECTIONS_PER_SECOND = 2_000;

  /** Describes the round that the injector was given. */
  public RoundSimulation() {
    RoundSpec spec = Injector.spec();
    Workload work = spec.plan().workload();
    Schedule schedule =
        Schedule.of(work.arrivals(), work.eventsPerSecond() / work.publishersPerRoom());
    // Whole seconds: Gatling injects nobody in a ramp of less than one.
    int rampSeconds = work.subscribers() / CONNECTIONS_PER_SECOND;
    OpenInjectionStep arrive =
        rampSeconds == 0
            ? atOnceUsers(work.subscribers())
            : rampUsers(work.subscribers()).during(rampSeconds);
    List<PopulationBuilder> people = new ArrayList<>();
    people.add(scenario("subscribers").exec(subscribers(spec)).injectOpen(arrive));
    people.add(
        scenario("publishers")
            .exec(
                feed(rooms(spec, work.publishersPerRoom(), 0)),
                publish("publish")
                    .room("#{room}")
                    .schedule(schedule)
                    .payloadBytes(work.payloadBytes())
                    .via(work.publishVia()))
            .injectOpen(atOnceUsers(work.publishers())));
    Newcomers newcomers = spec.plan().newcomers();
    if (newcomers.come()) {
      String first = RoundSpec.room(spec.roundId(), spec.seed(), 0);
      people.add(
          scenario("newcomers").exec(new Receive(newcomers, first)).injectOpen(atOnceUsers(1)));
    }
    setUp(people).protocols(Injector.protocol());
  }

  /** What a subscriber does; where there are witnesses, it lets them go first to their seats. */
  private static ChainBuilder subscribers(RoundSpec spec) {
    Seating seating = Injector.seating();
    ChainBuilder places =
        exec(
            feed(
                rooms(
                    spec,
                    spec.plan().workload().subscribersPerRoom(),
                    spec.plan().network().bystanders())));
    ChainBuilder subscribed =
        seating.isEmpty()
            ? places.exec(subscribe("subscribe").room("#{room}"))
            : places.exec(
                seating.awaitTurn(), subscribe("subscribe").room("#{room}"), seating.sayArrived());
    return subscribed.exec(hold("hold"), close("close"));
  }

  /**
   * The room of each virtual user in turn, so many to a room, and its place in there; the last ones
   * stand by.
   */
  private static Iterator<Map<String, Object>> rooms(RoundSpec spec, int perRoom, int bystanders) {
    int all = spec.plan().workload().rooms() * perRoom;
    return IntStream.range(0, all)
        .mapToObj(
            i -> {
              Map<String, Object> place =
                  new HashMap<>(
                      Seating.place(
                          RoundSpec.room(spec.roundId(), spec.seed(), i / perRoom), i % perRoom));
              if (i >= all - bystanders) {
                place.put(RealtimeComponents.BYSTANDER, true);
              }
              return place;
            })
        .iterator();
  }
}
