package dev.pushmark.results.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gate measured and decided.
 *
 * @param schemaVersion version of this record's format
 * @param version Pushmark's version
 * @param commit the commit it was built from
 * @param command the command as typed
 * @param plan what was asked for
 * @param baseline the side that was, as typed
 * @param candidate the side that is to be, as typed
 * @param paired whether both were measured next to each other, round by round or fork by fork
 * @param startedAt when it began
 * @param endedAt when it ended; null while it lasts, and for ever if it was killed
 * @param state how far it got
 * @param environment where it took place
 * @param cells what was found of each cell
 * @param shifts how far the whole distribution of each transport's latency moved
 * @param verdict the worst of them; null while it lasts
 * @param reasons why it is what it is, beside what the cells say
 */
public record GateRun(
    int schemaVersion,
    String version,
    String commit,
    List<String> command,
    GateTask plan,
    String baseline,
    String candidate,
    boolean paired,
    Instant startedAt,
    @Nullable Instant endedAt,
    Run.State state,
    Environment environment,
    List<CellFinding> cells,
    List<PercentileShift> shifts,
    @Nullable Verdict verdict,
    List<String> reasons) {
  /** The version that is written, and the newest that is read. */
  public static final int SCHEMA_VERSION = 2;

  public GateRun {
    command = List.copyOf(command);
    cells = List.copyOf(cells);
    shifts = List.copyOf(shifts);
    reasons = List.copyOf(reasons);
  }

  /** As it begins: nothing is found yet. */
  public static GateRun begun(
      String version,
      String commit,
      List<String> command,
      GateTask plan,
      String baseline,
      String candidate,
      boolean paired,
      Instant startedAt,
      Environment environment) {
    return new GateRun(
        SCHEMA_VERSION,
        version,
        commit,
        command,
        plan,
        baseline,
        candidate,
        paired,
        startedAt,
        null,
        Run.State.INCOMPLETE,
        environment,
        List.of(),
        List.of(),
        null,
        List.of());
  }

  /** The same when it has ended, with what was found. */
  public GateRun ended(
      Instant at,
      Environment where,
      List<CellFinding> found,
      List<PercentileShift> moved,
      Verdict decided,
      List<String> because) {
    return new GateRun(
        schemaVersion,
        version,
        commit,
        command,
        plan,
        baseline,
        candidate,
        paired,
        startedAt,
        at,
        Run.State.COMPLETE,
        where,
        found,
        moved,
        decided,
        because);
  }

  /** Of a cell, and of the whole, where the first of these that a cell has counts. */
  public enum Verdict {
    /** Nothing can be said: the instrument failed, or a figure is missing or 0. */
    INVALID,
    /** It got worse, for certain and by enough. */
    REGRESSION,
    /** It may have got worse by enough; this machine cannot tell now. */
    INCONCLUSIVE,
    /** It did not get worse by enough to matter. */
    PASS
  }

  /**
   * The figure of both sides.
   *
   * @param block in which they were measured next to each other
   */
  public record Pair(int block, double baseline, double candidate) {
    /**
     * By how much the candidate is worse, above 1 if it is: the candidate's as a multiple of the
     * baseline's.
     *
     * @param inverted whether more is better, so that it is the other way round
     */
    public double ratio(boolean inverted) {
      return inverted ? baseline / candidate : candidate / baseline;
    }
  }

  /**
   * What was found of a cell.
   *
   * @param cell which
   * @param verdict on it
   * @param confirmed whether it was suspected, so that the pairs are those that followed
   * @param unit of the figures; empty if there are none, or of several
   * @param inverted whether of these more is better, so that every ratio is baseline ÷ candidate
   * @param pairs what it rests upon
   * @param ratio candidate ÷ baseline, above 1 if it is worse; null if that cannot be said
   * @param low what the true ratio exceeds but for one case in a hundred; null if not told
   * @param high what the true ratio stays below but for one case in twenty; null if not told
   * @param detectable the smallest growth that is found here 85 times in 100; null if not told
   * @param why the verdict in words
   */
  public record CellFinding(
      GateCell cell,
      Verdict verdict,
      boolean confirmed,
      String unit,
      boolean inverted,
      List<Pair> pairs,
      @Nullable Double ratio,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double detectable,
      String why) {
    public CellFinding {
      pairs = List.copyOf(pairs);
    }

    /** The ratio of each pair, above 1 if the candidate is worse. */
    public List<Double> ratios() {
      return pairs.stream().map(pair -> pair.ratio(inverted)).toList();
    }
  }
}
