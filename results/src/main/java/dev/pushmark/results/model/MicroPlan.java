package dev.pushmark.results.model;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a gate of microbenchmarks measures and decides.
 *
 * @param benchmarks what is measured, in each fork
 * @param options further ones of JMH, as typed
 * @param cells what is decided: scores of these benchmarks
 * @param screenPairs pairs of forks that come first
 * @param confirmPairs pairs that follow of those benchmarks of which a cell is suspected
 * @param seed of the order within pairs
 */
public record MicroPlan(
    List<Benchmark> benchmarks,
    List<String> options,
    List<GateCell> cells,
    int screenPairs,
    int confirmPairs,
    long seed)
    implements GateTask {
  public MicroPlan {
    benchmarks = List.copyOf(benchmarks);
    options = List.copyOf(options);
    cells = List.copyOf(cells);
    GatePlan.check(cells, screenPairs, confirmPairs);
    Set<String> subjects = benchmarks.stream().map(Benchmark::subject).collect(Collectors.toSet());
    for (GateCell cell : cells) {
      Check.that(
          subjects.contains(cell.subject()),
          "cells",
          "of a benchmark that is measured",
          cell.subject());
    }
  }

  /** The same with other cells. */
  public MicroPlan with(List<GateCell> otherCells) {
    return new MicroPlan(benchmarks, options, otherCells, screenPairs, confirmPairs, seed);
  }
}
