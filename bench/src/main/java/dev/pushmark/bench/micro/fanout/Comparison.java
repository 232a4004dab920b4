package dev.pushmark.bench.micro.fanout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Deliveries per second of CPU time, way by way, measured round by round. */
final class Comparison {
  private final Map<String, List<Double>> figures = new LinkedHashMap<>();

  void add(Way way, double deliveriesPerCpuSecond) {
    figures.computeIfAbsent(way.name(), name -> new ArrayList<>()).add(deliveriesPerCpuSecond);
  }

  Spread of(Way way) {
    return Spread.of(of(way.name()));
  }

  /**
   * How many times the CPU time of another way a delivery costs, each round's figures compared with
   * each other: what disturbs a whole round falls out.
   */
  Spread cost(Way way, Way ofOther) {
    double[] mine = of(way.name());
    double[] other = of(ofOther.name());
    double[] ratios = new double[mine.length];
    for (int i = 0; i < mine.length; i++) {
      ratios[i] = other[i] / mine[i];
    }
    return Spread.of(ratios);
  }

  private double[] of(String name) {
    return figures.getOrDefault(name, List.of()).stream().mapToDouble(f -> f).toArray();
  }
}
