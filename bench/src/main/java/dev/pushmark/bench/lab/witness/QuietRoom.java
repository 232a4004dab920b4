package dev.pushmark.bench.lab.witness;

import dev.pushmark.results.model.Arrivals;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Workload;
import java.time.Duration;
import java.util.List;

/**
 * The round that shows a witness's bias: it sits between two subscribers of the injector, and
 * nothing else goes on. All is as in the rounds that follow, so that only the clients differ.
 */
public final class QuietRoom {
  private static final double EVENTS_PER_SECOND = 100;
  private static final Phases PHASES =
      new Phases(Duration.ofMillis(500), Duration.ofMillis(2_500), Duration.ofMillis(200));

  private QuietRoom() {}

  /** The plan of that round. */
  public static Plan before(Plan plan) {
    return new Plan(
        new Workload(
            "quiet",
            "A witness between two subscribers",
            1,
            2,
            1,
            EVENTS_PER_SECOND,
            new Arrivals(Arrivals.ArrivalProcess.CONSTANT, 1),
            plan.workload().payloadBytes(),
            plan.workload().publishVia(),
            plan.workload().delivery()),
        List.of(Seats.TRANSPORT),
        1,
        PHASES,
        plan.polling(),
        plan.ordering(),
        plan.compression(),
        plan.tls(),
        plan.server(),
        plan.limits(),
        1,
        List.of(),
        plan.seed());
  }
}
