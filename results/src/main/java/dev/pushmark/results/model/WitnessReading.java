package dev.pushmark.results.model;

/**
 * A percentile of the delivery latency of the same events, seen by two kinds of clients.
 *
 * @param witnessNs at the witnesses
 * @param injectorNs at the injector's subscribers next to them
 * @param laterNs how much later the injector's subscribers were, the bias taken off
 * @param lowNs 1 % of resamples of the events say less; with the bias at its most favourable
 * @param highNs 1 % of resamples say more
 * @param allowedNs how much later they may be
 */
public record WitnessReading(
    long witnessNs, long injectorNs, long laterNs, long lowNs, long highNs, long allowedNs) {

  /** Whether the injector's subscribers were certainly later than they may be. */
  public boolean disagrees() {
    return lowNs > allowedNs;
  }
}
