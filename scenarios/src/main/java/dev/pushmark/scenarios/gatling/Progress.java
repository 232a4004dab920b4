package dev.pushmark.scenarios.gatling;

/**
 * A line about a round under way. One is given at the instant each phase begins and one about every
 * second.
 *
 * @param phase the phase that began or goes on
 * @param phaseSeconds time spent in it
 * @param phaseTotalSeconds time it lasts; 0 while connecting, which has no fixed length
 * @param subscribed subscribers that have subscribed
 * @param published events published so far, warm-up included
 * @param delivered deliveries so far, warm-up included
 * @param p50Ns median delivery latency since the last line; 0 where nothing measured came
 * @param p99Ns 99th percentile of the same
 */
public record Progress(
    Phase phase,
    double phaseSeconds,
    double phaseTotalSeconds,
    int subscribed,
    long published,
    long delivered,
    long p50Ns,
    long p99Ns) {
  /** In front of each line, to tell it from what else a JVM may print. */
  public static final String PREFIX = "pushmark-injector ";

  /** The phases of a round. */
  public enum Phase {
    CONNECTING,
    WARMUP,
    MEASUREMENT,
    DRAIN,
    DONE
  }
}
