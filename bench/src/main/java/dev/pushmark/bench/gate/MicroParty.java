package dev.pushmark.bench.gate;

import dev.pushmark.results.gate.Fork;
import java.util.ArrayList;
import java.util.List;

/**
 * One side of a gate of microbenchmarks and what it has measured.
 *
 * @param name baseline or candidate
 * @param side where its forks come from
 * @param forks those that have been; grows while it measures
 */
record MicroParty(String name, MicroSide side, List<Fork> forks) {
  static MicroParty of(String name, MicroSide side) {
    return new MicroParty(
        name,
        side,
        side instanceof MicroSide.Stored stored ? stored.results().forks() : new ArrayList<>());
  }

  boolean isStored() {
    return side instanceof MicroSide.Stored;
  }
}
