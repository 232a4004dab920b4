package dev.pushmark.results.model;

import java.util.List;

/**
 * What happens to connections during the measurement, and what subscribers do about it.
 *
 * @param faults what goes wrong between subscribers and the server, by a proxy in the injector;
 *     publishers reach the server without it
 * @param reconnect what a subscriber does that has been cut off
 */
public record Network(List<PlannedFault> faults, Reconnect reconnect) {
  /** Nothing happens. */
  public static final Network CALM = new Network(List.of(), Reconnect.DEFAULT);

  public Network {
    faults = List.copyOf(faults);
    new FaultPlan(0, faults); // which has bounds
  }

  /** The faults of a round. */
  public FaultPlan plan(long seed) {
    return new FaultPlan(seed, faults);
  }
}
