package dev.pushmark.results.gate;

import dev.pushmark.results.model.GateCell;
import java.util.List;

/** What both sides of a gate have measured so far, as numbers. */
public interface Measured {
  /** The figures of a cell, of each side in these blocks. */
  Sample of(GateCell cell, Blocks ofBaseline, Blocks ofCandidate);

  /** What a block is called in a sentence. */
  String block();

  /** Whether the candidate missed so much of what was expected that it is worse by that alone. */
  boolean candidateFails();

  /** What the cells do not say. */
  List<String> reasons();

  /**
   * One figure.
   *
   * @param block those of both sides that were measured next to each other have the same
   * @param attempt at the block, likewise
   * @param value 0 or no number if it was not measured
   */
  record Figure(int block, int attempt, double value) {
    boolean counts() {
      return value > 0 && Double.isFinite(value);
    }
  }

  /**
   * The figures of a cell.
   *
   * @param unit of them; empty if there are none, or of several
   * @param inverted whether more is better
   * @param obstacle why the sides cannot be compared, in words that follow the cell's name; empty
   *     if they can
   */
  record Sample(
      String unit,
      boolean inverted,
      List<Figure> baseline,
      List<Figure> candidate,
      String obstacle) {
    public Sample {
      baseline = List.copyOf(baseline);
      candidate = List.copyOf(candidate);
    }

    /** Whether nothing that follows can make it one that counts. */
    public boolean isSpoilt() {
      return !obstacle.isEmpty()
          || !baseline.stream().allMatch(Figure::counts)
          || !candidate.stream().allMatch(Figure::counts);
    }
  }
}
