package dev.pushmark.bench.experiment;

import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.bench.plan.PlanRequest;
import dev.pushmark.bench.plan.Planner;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Newcomers;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Workload;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of an experiment.
 *
 * @param folder name of its folder
 * @param done what is done in it, in words, without its numbers
 * @param plan what is measured
 * @param readsHeaps whether rounds end with a full garbage collection of the server, whose heap is
 *     then read
 */
public record Step(String folder, String done, Plan plan, boolean readsHeaps) {
  /** Limits of rounds in which things are counted: a disturbed machine changes no exact count. */
  static final Limits WIDE =
      new Limits(
          Duration.ofSeconds(2), Duration.ofSeconds(2), 0.99, 1, 1, Duration.ofSeconds(2), 1);

  /** Starting and stopping a server and an injector: what is usual, to tell how long it takes. */
  private static final Duration OVERHEAD = Duration.ofSeconds(4);

  /** Until what was still under way has arrived, beside one more poll. */
  private static final Duration DRAIN = Duration.ofMillis(500);

  /**
   * The work of a run: Poisson arrivals in each room, so that events come as independent people
   * cause them and never in step with polls.
   *
   * @param eventsPerSecond in each room
   */
  record Work(int rooms, int subscribersPerRoom, double eventsPerSecond) {}

  /**
   * How long and how often it is measured.
   *
   * @param rounds of each transport
   */
  record Extent(int rounds, Duration warmup, Duration measurement) {}

  /**
   * With a plan of these; all else is what {@code pushmark compare} does by default.
   *
   * @param interval between polls; null where nothing polls
   */
  static Step of(
      String folder,
      String done,
      List<String> transports,
      Work work,
      Extent extent,
      @Nullable Duration interval,
      Form form)
      throws BadPlanException {
    return of(folder, done, transports, work, extent, interval, form, new Overrides());
  }

  /**
   * The same with something else in its plan, too.
   *
   * @param further what the rest does not say; is added to
   */
  static Step of(
      String folder,
      String done,
      List<String> transports,
      Work work,
      Extent extent,
      @Nullable Duration interval,
      Form form,
      Overrides further)
      throws BadPlanException {
    Overrides overrides =
        further
            .list("/transports", transports)
            .number("/rounds", Long.valueOf(extent.rounds))
            .duration("/phases/warmup", extent.warmup)
            .duration("/phases/measurement", extent.measurement)
            .duration("/phases/drain", interval == null ? DRAIN : DRAIN.plus(interval))
            .duration("/polling/interval", interval)
            .text("/workload/name", folder)
            .text("/workload/description", done)
            .number("/workload/rooms", Long.valueOf(work.rooms))
            .number("/workload/subscribersPerRoom", Long.valueOf(work.subscribersPerRoom))
            .number("/workload/eventsPerSecond", Double.valueOf(work.eventsPerSecond));
    Plan plan = Planner.resolve(new PlanRequest(null, false, null, overrides, form.seed()));
    return new Step(folder, done, plan, false);
  }

  /** The same with another drain. */
  Step draining(Duration drain) {
    Phases phases = new Phases(plan.phases().warmup(), plan.phases().measurement(), drain);
    return new Step(folder, done, plan.with(phases, plan.workload()), readsHeaps);
  }

  /** The same with the server's heap. */
  Step readingHeaps() {
    return new Step(folder, done, plan, true);
  }

  /** The same over another network. */
  Step with(Network network) {
    return new Step(folder, done, plan.with(network), readsHeaps);
  }

  /** The same within other limits. */
  Step with(Limits limits) {
    return new Step(folder, done, plan.with(limits), readsHeaps);
  }

  /**
   * The same for those who come to a server that is a second old: threads that compile its code
   * wait for the same core, which is no disturbance from outside as long as it is less than this.
   */
  Step whileItCompiles() {
    Limits usual = plan.limits();
    return with(
        new Limits(
            usual.sendDelayP99(),
            usual.receiveLagP99(),
            usual.publishedShare(),
            usual.injectorCpu(),
            0.5,
            usual.witnessLag(),
            usual.witnessShare()));
  }

  /** The same with another plan. */
  Step with(Plan other) {
    return new Step(folder, done, other, readsHeaps);
  }

  /** About how long it takes, if nothing has to be measured again. */
  public Duration length() {
    return plan.phases()
        .total()
        .plus(OVERHEAD)
        .multipliedBy((long) plan.rounds() * plan.transports().size());
  }

  /** What is done in it, in words, with its numbers. */
  String inWords() {
    Workload work = plan.workload();
    String rate = Units.significant(work.eventsPerSecond(), 2);
    Newcomers newcomers = plan.newcomers();
    return "%s. Measured over %s: %d rounds of each, %s long; %s of %d subscribers%s%s."
        .formatted(
            done,
            Words.list(plan.transports().stream().map(TransportName::inText).toList()),
            plan.rounds(),
            DurationText.format(plan.phases().measurement()),
            work.rooms() == 1 ? "one room" : work.rooms() + " rooms",
            work.subscribersPerRoom(),
            work.eventsPerSecond() == 0
                ? ""
                : ", " + rate + " events a second in each room at random moments (Poisson)",
            newcomers.come()
                ? "; " + Units.significant(newcomers.perSecond(), 2) + " newcomers a second"
                : "");
  }
}
