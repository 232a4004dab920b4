package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.Step.Extent;
import dev.pushmark.bench.experiment.Step.Work;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.results.model.Reconnect;
import dev.pushmark.results.model.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How a soak is held: rounds of some minutes by each transport in turn, all on the same server, in
 * cycles. Each cycle begins with faults at random moments and ends with a calm, in which everybody
 * is back; that is when the server is looked at.
 *
 * @param length of all measurements together
 * @param subscribers of each round
 */
public record Soak(Duration length, int subscribers, List<String> transports, long seed) {
  /** Subscribers of a room, and so of what they are multiples. */
  public static final int ROOM = 100;

  private static final double EVENTS_PER_SECOND = 0.5;
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
  private static final Duration WARMUP = Duration.ofSeconds(5);
  private static final Duration DRAIN = Duration.ofSeconds(15);

  /** About as long as a round is: its seconds are kept in memory. */
  private static final Duration ROUND = Duration.ofSeconds(150);

  private static final Duration CYCLE = Duration.ofSeconds(15);

  /** Before the end of a cycle: longer than any fault lasts, and than it takes to come back. */
  private static final Duration CALM = Duration.ofSeconds(6);

  /** Before the end of a cycle. */
  private static final Duration SAMPLE = Duration.ofMillis(1500);

  private static final int CUTS = 2;
  private static final double CUT_OFF = 0.05;
  private static final double DISTURBED = 0.1;

  private static final Reconnect RECONNECT =
      new Reconnect(
          Reconnect.Backoff.JITTER, Duration.ofMillis(100), Duration.ofSeconds(5), true, 100);

  /** Lateness is not what is looked for: counts are exact, however late the generator is. */
  private static final Limits LIMITS =
      new Limits(
          Duration.ofMinutes(1), Duration.ofMinutes(1), 0.99, 1, 1, Duration.ofMinutes(1), 1);

  public Soak {
    transports = List.copyOf(transports);
  }

  /** What is measured, on a server that is yet to be started. */
  public Plan plan() throws BadPlanException {
    long rounds = Math.max(1, Math.round(length.toSeconds() / (double) roundsFor(ROUND)));
    Duration measurement = length.dividedBy(rounds * transports.size());
    Plan plan =
        Step.of(
                "soak",
                "Subscribers whom faults strike over and over",
                transports,
                new Work(subscribers / ROOM, ROOM, EVENTS_PER_SECOND),
                new Extent((int) rounds, WARMUP, measurement),
                POLL_INTERVAL,
                new Form(false, seed))
            .plan();
    return plan.with(LIMITS)
        .with(new Phases(WARMUP, measurement, DRAIN), plan.workload())
        .with(new Network(Duration.ZERO, faults(measurement), RECONNECT));
  }

  private long roundsFor(Duration round) {
    return round.toSeconds() * transports.size();
  }

  /** For how long after the beginning of a measurement the nth sample waits, from 0. */
  static Duration sampleAt(int n) {
    return CYCLE.multipliedBy(n + 1L).minus(SAMPLE);
  }

  /** In whole cycles: what is left over of the measurement is calm. */
  List<PlannedFault> faults(Duration measurement) {
    SplittableRandom random = new SplittableRandom(seed);
    List<PlannedFault> faults = new ArrayList<>();
    for (Duration begin = Duration.ZERO;
        begin.plus(CYCLE).compareTo(measurement) <= 0;
        begin = begin.plus(CYCLE)) {
      for (int i = 0; i < CUTS; i++) {
        faults.add(
            new PlannedFault(moment(random, begin), new Target.Share(CUT_OFF), new Fault.Cut()));
      }
      faults.add(
          new PlannedFault(moment(random, begin), new Target.Share(DISTURBED), lasting(random)));
    }
    return faults;
  }

  private static Duration moment(SplittableRandom random, Duration begin) {
    return begin.plusMillis(random.nextLong(CYCLE.minus(CALM).toMillis()));
  }

  private static Fault lasting(SplittableRandom random) {
    Duration length = Duration.ofMillis(500 + random.nextLong(1500));
    return switch (random.nextInt(4)) {
      case 0 -> new Fault.Stall(length);
      case 1 -> new Fault.Delay(Duration.ofMillis(50), length);
      case 2 -> new Fault.Jitter(Duration.ofMillis(100), length);
      default -> new Fault.Bandwidth(10_000, length);
    };
  }
}
