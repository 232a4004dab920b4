package dev.pushmark.results.model;

/**
 * How the events of a room follow each other in time.
 *
 * @param process the arrival process
 * @param burstSize events that are due at the same instant; 1 unless the process is {@code BURSTS}
 */
public record Arrivals(ArrivalProcess process, int burstSize) {
  /** The arrival processes a schedule can follow; all have the same mean rate. */
  public enum ArrivalProcess {
    /** Equal distances, each room with its own phase. */
    CONSTANT,
    /** Exponentially distributed, independent distances: people acting independently. */
    POISSON,
    /** {@code burstSize} events at once, the bursts a Poisson process of their own. */
    BURSTS
  }

  public Arrivals {
    Check.that(burstSize >= 1, "arrivals.burstSize", ">= 1 events", burstSize);
    Check.that(
        burstSize == 1 || process == ArrivalProcess.BURSTS,
        "arrivals.burstSize",
        "1 unless arrivals.process is bursts",
        burstSize);
  }
}
