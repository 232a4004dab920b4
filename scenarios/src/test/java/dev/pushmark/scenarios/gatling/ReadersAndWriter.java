package dev.pushmark.scenarios.gatling;

import static dev.pushmark.scenarios.gatling.Realtime.close;
import static dev.pushmark.scenarios.gatling.Realtime.hold;
import static dev.pushmark.scenarios.gatling.Realtime.publish;
import static dev.pushmark.scenarios.gatling.Realtime.realtime;
import static dev.pushmark.scenarios.gatling.Realtime.subscribe;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static java.time.Duration.ofSeconds;

import dev.pushmark.scenarios.schedule.Poisson;
import io.gatling.javaapi.core.Simulation;

/** What a stranger would write; five readers must get what a writer writes. */
public final class ReadersAndWriter extends Simulation {
  /** A hundredth of the deliveries is reported: 5 readers × 300 events, give or take. */
  private static final long DELIVERIES = 10;

  public ReadersAndWriter() {
    RealtimeProtocol realtime =
        realtime(System.getProperty("url")).transport(System.getProperty("transport"));
    setUp(
            scenario("readers")
                .exec(
                    subscribe("join").room("lobby"),
                    hold("listen").during(ofSeconds(3)),
                    close("leave"))
                .injectOpen(atOnceUsers(5)),
            scenario("writer")
                .exec(publish("say").room("lobby").schedule(new Poisson(300)).during(ofSeconds(1)))
                .injectOpen(nothingFor(1), atOnceUsers(1)))
        .protocols(realtime)
        .assertions(
            details("listen").failedRequests().count().is(0L),
            details("listen").successfulRequests().count().is(5L),
            details("join").successfulRequests().count().is(5L),
            details("leave").successfulRequests().count().is(5L),
            details("say").successfulRequests().count().is(1L),
            details("join delivery")
                .successfulRequests()
                .count()
                .gte(Long.getLong("deliveries", DELIVERIES)));
  }
}
