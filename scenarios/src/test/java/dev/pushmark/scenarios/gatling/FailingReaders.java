package dev.pushmark.scenarios.gatling;

import static dev.pushmark.scenarios.gatling.Realtime.close;
import static dev.pushmark.scenarios.gatling.Realtime.hold;
import static dev.pushmark.scenarios.gatling.Realtime.realtime;
import static dev.pushmark.scenarios.gatling.Realtime.subscribe;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.gatling.javaapi.core.Simulation;

/** Readers whose server fails them; what Gatling must know of each, once per reader. */
public final class FailingReaders extends Simulation {
  private static final int READERS = 3;

  public FailingReaders() {
    long joined = Long.getLong("joined");
    long listened = Long.getLong("listened");
    setUp(
            scenario("readers")
                .exec(subscribe("join").room("lobby").after(System.getProperty("after", "")))
                .exec(pause(ofMillis(Long.getLong("pauseMs"))))
                .exec(hold("listen").during(ofSeconds(20)))
                .exec(close("leave"))
                .injectOpen(atOnceUsers(READERS)),
            scenario("nowhere")
                .exec(subscribe("unknown room").room("#{nobodySetThis}"))
                .injectOpen(atOnceUsers(1)))
        .protocols(realtime(System.getProperty("url")).transport("sse"))
        .assertions(
            details("join").allRequests().count().is((long) READERS),
            details("join").successfulRequests().count().is(joined),
            details("listen").allRequests().count().is((long) READERS),
            details("listen").successfulRequests().count().is(listened),
            details("leave").allRequests().count().is((long) READERS),
            details("unknown room").failedRequests().count().is(1L));
  }
}
