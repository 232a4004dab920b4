package dev.pushmark.results.model;

import org.jspecify.annotations.Nullable;

/**
 * A figure that a verdict on a claim rests upon.
 *
 * @param of what it is a figure of, such as {@code short polling every 1 s}
 * @param transport the transport among this; its name decides how it looks
 * @param what what was measured, such as {@code delivery latency, p50}
 * @param unit of the value and both ends of its interval
 * @param kind whether it was measured
 * @param value null where it cannot be told: no valid round, or too few published events
 * @param low lower end of the 95 % interval, or of a search's bracket; null where fewer than two
 *     rounds tell it
 * @param high upper end of the interval
 * @param rounds valid rounds behind it; 0 unless it was measured
 * @param samples published events behind it, or subscribers or connections where nothing was
 *     published; 0 unless it was measured
 */
public record ClaimFigure(
    String of,
    String transport,
    String what,
    Unit unit,
    Kind kind,
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    int rounds,
    long samples) {
  /** What a figure is counted in. */
  public enum Unit {
    NANOSECONDS,
    BYTES,
    /** How many times as much. */
    RATIO,
    /** How many, such as requests for each delivered event. */
    NUMBER
  }

  /** Where a figure comes from. */
  public enum Kind {
    MEASURED,
    /** What a formula says it should be. */
    THEORY,
    /** Found by a search, whose bracket the interval is. */
    SEARCHED
  }

  public ClaimFigure {
    Check.that((low == null) == (high == null), "low", "given exactly when high is", low);
    Check.that(rounds >= 0, "rounds", ">= 0", rounds);
    Check.that(samples >= 0, "samples", ">= 0", samples);
  }

  /** The same with another number of samples behind it. */
  public ClaimFigure with(long otherSamples) {
    return new ClaimFigure(of, transport, what, unit, kind, value, low, high, rounds, otherSamples);
  }
}
