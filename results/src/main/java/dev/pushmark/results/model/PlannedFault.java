package dev.pushmark.results.model;

import java.time.Duration;

/**
 * A fault of a plan.
 *
 * @param at when it begins, from the beginning of the measurement
 * @param target whom it strikes
 * @param fault what happens
 */
public record PlannedFault(Duration at, Target target, Fault fault) {
  public PlannedFault {
    Check.moment("faults.at", at);
    Check.that(
        target instanceof Target.All || !(fault instanceof Fault.OfServer),
        "faults.target",
        "all for a fault of the server as a whole",
        target);
  }

  /** Strikes everybody. */
  public PlannedFault(Duration at, Fault fault) {
    this(at, new Target.All(), fault);
  }
}
