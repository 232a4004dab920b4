package dev.pushmark.results.model;

import java.util.List;

/**
 * What a gate of rounds measures and decides.
 *
 * @param plan of the rounds of both sides; its number of rounds says nothing here
 * @param cells what is decided
 * @param screenPairs pairs of rounds of each transport that come first
 * @param confirmPairs pairs that follow for each transport of which a cell is suspected
 */
public record GatePlan(Plan plan, List<GateCell> cells, int screenPairs, int confirmPairs)
    implements GateTask {
  /** Fewer cannot bear a bound that 99 of 100 cases keep to: 2⁻⁷ is the first below 1 %. */
  public static final int FEWEST_PAIRS = 7;

  private static final int MOST_PAIRS = 99;
  private static final int MOST_CELLS = 100;

  public GatePlan {
    cells = List.copyOf(cells);
    check(cells, screenPairs, confirmPairs);
    for (GateCell cell : cells) {
      Check.that(
          plan.transports().contains(cell.subject()),
          "cells",
          "of a transport that is measured",
          cell.subject());
    }
  }

  /** What holds for every gate. */
  static void check(List<GateCell> cells, int screenPairs, int confirmPairs) {
    Check.that(
        !cells.isEmpty() && cells.size() <= MOST_CELLS,
        "cells",
        "1 to " + MOST_CELLS,
        cells.size());
    pairs("--screen-pairs", screenPairs);
    pairs("--confirm-pairs", confirmPairs);
  }

  @Override
  public long seed() {
    return plan.seed();
  }

  /** The same with other cells. */
  public GatePlan with(List<GateCell> otherCells) {
    return new GatePlan(plan, otherCells, screenPairs, confirmPairs);
  }

  private static void pairs(String name, int pairs) {
    Check.that(
        pairs >= FEWEST_PAIRS && pairs <= MOST_PAIRS,
        name,
        FEWEST_PAIRS + " to " + MOST_PAIRS,
        pairs);
  }
}
