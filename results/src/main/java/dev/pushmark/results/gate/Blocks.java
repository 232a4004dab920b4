package dev.pushmark.results.gate;

import dev.pushmark.results.model.GateTask;

/**
 * Blocks from one to another, both included: of a gate each holds one pair of every cell.
 *
 * @param from 1 is the first
 * @param to the last
 */
public record Blocks(int from, int to) {
  static final Blocks ALL = new Blocks(1, Integer.MAX_VALUE);

  /** Those that come first. */
  static Blocks screen(GateTask task) {
    return new Blocks(1, task.screenPairs());
  }

  /** Those that follow for what the screen suspects. */
  static Blocks anew(GateTask task) {
    return new Blocks(task.screenPairs() + 1, Integer.MAX_VALUE);
  }

  boolean hold(int block) {
    return block >= from && block <= to;
  }
}
