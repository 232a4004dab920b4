package dev.pushmark.results.gate;

/**
 * Blocks from one to another, both included: of a gate each holds one pair of every cell.
 *
 * @param from 1 is the first
 * @param to the last
 */
public record Blocks(int from, int to) {
  static final Blocks ALL = new Blocks(1, Integer.MAX_VALUE);

  boolean hold(int block) {
    return block >= from && block <= to;
  }
}
