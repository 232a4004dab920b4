package dev.pushmark.results.model;

/**
 * One thing that a gate decides.
 *
 * @param transport measured
 * @param metric looked at
 * @param minimumEffect the share by which it must grow to be called a regression
 */
public record GateCell(String transport, GateMetric metric, double minimumEffect) {
  public GateCell {
    Check.that(
        minimumEffect > 0 && minimumEffect <= 10, "minimumEffect", "above 0, to 10", minimumEffect);
  }
}
