package dev.pushmark.results.model;

import java.time.Duration;
import java.util.List;

/**
 * The way between subscribers and the server, what happens there during the measurement, and what
 * subscribers do about it. A proxy in the injector makes it so; publishers reach the server without
 * it.
 *
 * @param rtt the round trip that is added to the way, half of it in each direction
 * @param faults what goes wrong
 * @param reconnect what a subscriber does that has been cut off
 */
public record Network(Duration rtt, List<PlannedFault> faults, Reconnect reconnect) {
  private static final Duration MAX_RTT = Duration.ofSeconds(10);

  /** Longer than any round. */
  private static final Duration ALWAYS = Duration.ofDays(7);

  /** Nothing is added, nothing happens. */
  public static final Network CALM = new Network(Duration.ZERO, List.of(), Reconnect.DEFAULT);

  public Network {
    Check.that(
        !rtt.isNegative() && rtt.compareTo(MAX_RTT) <= 0,
        "network.rtt",
        "0s to 10s",
        DurationText.format(rtt));
    faults = List.copyOf(faults);
    new FaultPlan(0, faults); // which has bounds
  }

  /** Whether there is anything for a proxy to do. */
  public boolean needsProxy() {
    return !rtt.isZero() || !faults.isEmpty();
  }

  /** The faults of a round. */
  public FaultPlan plan(long seed) {
    return new FaultPlan(seed, faults);
  }

  /** What holds from before the first connection on. */
  public FaultPlan always(long seed) {
    return rtt.isZero()
        ? FaultPlan.NONE
        : new FaultPlan(
            seed,
            List.of(new PlannedFault(Duration.ZERO, new Fault.Delay(rtt.dividedBy(2), ALWAYS))));
  }
}
