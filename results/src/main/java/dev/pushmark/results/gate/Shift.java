package dev.pushmark.results.gate;

/** By how much one thing exceeds another, as an estimate with exact one-sided bounds. */
public sealed interface Shift permits SignedRank, RankSum {
  /** The Hodges–Lehmann estimate. */
  double estimate();

  /** How often at least as much would come up by chance if the true shift were this one. */
  double chanceOfMore(double shift);

  /**
   * What the true shift exceeds but for {@code level} of all cases; negative infinity where so few
   * measurements cannot say that much.
   */
  double lowerBound(double level);

  /** What the true shift stays below but for {@code level} of all cases; infinity if not told. */
  double upperBound(double level);

  /** Measurements behind it: pairs, or the smaller of two samples. */
  int size();
}
