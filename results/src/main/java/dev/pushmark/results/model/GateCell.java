package dev.pushmark.results.model;

/**
 * One thing that a gate decides.
 *
 * @param subject the transport, or the benchmark with its parameters
 * @param metric looked at
 * @param minimumEffect the share by which it must grow to be called a regression
 */
public record GateCell(String subject, GateMetric metric, double minimumEffect) {
  public GateCell {
    Check.that(
        minimumEffect > 0 && minimumEffect <= 10, "minimumEffect", "above 0, to 10", minimumEffect);
  }

  /** The same with another minimum effect. */
  public GateCell with(double otherMinimumEffect) {
    return new GateCell(subject, metric, otherMinimumEffect);
  }
}
