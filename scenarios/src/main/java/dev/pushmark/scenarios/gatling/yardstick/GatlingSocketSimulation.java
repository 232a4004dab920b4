package dev.pushmark.scenarios.gatling.yardstick;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.ws;

import dev.pushmark.results.model.Plan;
import dev.pushmark.scenarios.stamp.StampText;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Subscribers that wait for a message that never comes, so that every message is put before the
 * check, the only place where a simulation sees it at once.
 */
public final class GatlingSocketSimulation extends Simulation {
  private static final String NEVER = "\n";
  private static final Duration CONNECTING = Duration.ofMinutes(2);
  private static final int CONNECTIONS_PER_SECOND = 2_000;

  private final YardstickRound round = GatlingSockets.round();

  /** Describes the round that the process was given. */
  public GatlingSocketSimulation() {
    Plan plan = round.spec().plan();
    int subscribers = plan.workload().subscribers();
    int rampSeconds = subscribers / CONNECTIONS_PER_SECOND;
    OpenInjectionStep arrive =
        rampSeconds == 0 ? atOnceUsers(subscribers) : rampUsers(subscribers).during(rampSeconds);
    setUp(
            scenario("subscribers")
                .exec(feed(rooms(subscribers)), ws("connect").connect("/rooms/#{room}/socket"))
                .exec(this::connected)
                .exec(
                    ws("listen")
                        .setCheck()
                        .await(plan.phases().total().plus(CONNECTING))
                        .on(
                            ws.checkTextMessage("message")
                                .matching(bodyString().transform(this::seen).is(NEVER))))
                .injectOpen(arrive))
        .protocols(http.wsBaseUrl("ws://" + round.spec().url().getRawAuthority()).disableWarmUp());
  }

  private Iterator<Map<String, Object>> rooms(int subscribers) {
    return IntStream.range(0, subscribers)
        .mapToObj(i -> Map.<String, Object>of("room", round.roomOf(i)))
        .iterator();
  }

  private Session connected(Session session) {
    if (session.isFailed()) {
      round.complain("a subscriber could not connect");
    } else {
      round.subscribed();
    }
    return session;
  }

  private String seen(String message) {
    long nowNs = round.clock().nanoTime();
    long intendedNs = StampText.intendedSendTimeNs(message);
    if (intendedNs != StampText.NONE) {
      round.tallies().own().arrived(intendedNs, nowNs);
    }
    return message;
  }
}
