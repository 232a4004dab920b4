package dev.pushmark.results.model;

/** What a gate looks at; of each, more is worse. */
public enum GateMetric {
  /** Median delivery latency. */
  P50(0.05),
  /** 99th percentile of the delivery latency. */
  P99(0.10),
  /** CPU time of the server per delivered event. */
  CPU(0.05),
  /** Bytes either way per delivered event. */
  BYTES(0.05);

  private final double minimumEffect;

  GateMetric(double minimumEffect) {
    this.minimumEffect = minimumEffect;
  }

  /** The share by which it must grow to be called a regression, unless a plan says otherwise. */
  public double minimumEffect() {
    return minimumEffect;
  }
}
