package dev.pushmark.bench.lab.witness;

import dev.pushmark.results.model.WitnessReading;

/**
 * How much later than the injector a witness sees an event in a quiet room: its client is slower.
 *
 * @param ns the difference of the medians
 * @param lowNs 1 % of resamples say less
 * @param highNs 1 % of resamples say more
 */
public record Bias(long ns, long lowNs, long highNs) {
  /** Nothing is known of it. Then the injector gets the benefit of the doubt. */
  public static final Bias NONE = new Bias(0, 0, 0);

  /**
   * The bias that a reading in a quiet room shows, of which none was taken off. An injector that is
   * the later one even there is not excused by it.
   */
  public static Bias of(WitnessReading quiet) {
    return quiet.laterNs() > 0 ? NONE : new Bias(-quiet.laterNs(), -quiet.highNs(), -quiet.lowNs());
  }
}
