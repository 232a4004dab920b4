package dev.pushmark.results.model;

import java.util.List;

/** What a gate looks at; of each, more is worse, but for some scores. */
public enum GateMetric {
  /** Median delivery latency. */
  P50(0.05, "ns"),
  /** 99th percentile of the delivery latency. */
  P99(0.10, "ns"),
  /** CPU time of the server per delivered event. */
  CPU(0.05, "ns"),
  /** Bytes either way per delivered event. */
  BYTES(0.05, "bytes"),
  /** The score that JMH gives a benchmark, in a unit of its own. */
  SCORE(0.05, "");

  /** Those of rounds: of transports, not of benchmarks. */
  public static final List<GateMetric> OF_ROUNDS = List.of(P50, P99, CPU, BYTES);

  private final double minimumEffect;
  private final String unit;

  GateMetric(double minimumEffect, String unit) {
    this.minimumEffect = minimumEffect;
    this.unit = unit;
  }

  /** The share by which it must grow to be called a regression, unless a plan says otherwise. */
  public double minimumEffect() {
    return minimumEffect;
  }

  /** Of its figures; empty where each benchmark has its own. */
  public String unit() {
    return unit;
  }
}
