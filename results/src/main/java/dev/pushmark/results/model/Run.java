package dev.pushmark.results.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of a whole run, apart from its rounds and its environment.
 *
 * @param schemaVersion version of the folder's format
 * @param version Pushmark's version
 * @param commit the commit it was built from, with {@code +changes} if the tree was not clean
 * @param command the command as typed
 * @param plan what was asked, resolved
 * @param order per block, the transports in the order they were measured
 * @param startedAt start of the run
 * @param endedAt end of the run; null while it lasts, and for ever if it was killed
 * @param state how far it got
 * @param exitCode what the command returned; null unless complete
 * @param calibrated what a calibration before it found; null if there was none
 */
public record Run(
    int schemaVersion,
    String version,
    String commit,
    List<String> command,
    Plan plan,
    List<List<String>> order,
    Instant startedAt,
    @Nullable Instant endedAt,
    State state,
    @Nullable Integer exitCode,
    @Nullable Calibrated calibrated) {

  /** How far a run got. */
  public enum State {
    /**
     * Still going on, or ended without saying so: what is there can be read, the rest is missing.
     */
    INCOMPLETE,
    /** Every round was measured. */
    COMPLETE
  }

  /** The same when it has ended. */
  public Run ended(Instant at, @Nullable Integer returned) {
    return new Run(
        schemaVersion,
        version,
        commit,
        command,
        plan,
        order,
        startedAt,
        at,
        State.COMPLETE,
        returned,
        calibrated);
  }

  public Run {
    command = List.copyOf(command);
    order = order.stream().map(List::copyOf).toList();
  }
}
