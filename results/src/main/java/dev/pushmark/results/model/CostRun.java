package dev.pushmark.results.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What transports took at several sizes, from which follows what one subscriber and one delivery
 * cost.
 *
 * @param schemaVersion version of this record's format
 * @param version Pushmark's version
 * @param commit the commit it was built from
 * @param command the command as typed
 * @param plan what the rounds have in common; its workload's size is that of the largest delivery
 *     step
 * @param startedAt when it began
 * @param endedAt when it ended; null while it lasts, and for ever if it was killed
 * @param state how far it got
 * @param environment where it took place
 * @param steps every round that was measured, in order
 */
public record CostRun(
    int schemaVersion,
    String version,
    String commit,
    List<String> command,
    Plan plan,
    Instant startedAt,
    @Nullable Instant endedAt,
    Run.State state,
    Environment environment,
    List<Step> steps) {
  /** The version that is written, and the newest that is read. */
  public static final int SCHEMA_VERSION = 3;

  public CostRun {
    command = List.copyOf(command);
    steps = List.copyOf(steps);
  }

  /** A transport's valid rounds along an axis. */
  public List<Step> valid(String transport, Axis axis) {
    return steps.stream()
        .filter(step -> step.axis == axis && step.valid())
        .filter(step -> step.round.transport().equals(transport))
        .toList();
  }

  /** Of how many sizes along an axis a transport has valid rounds. */
  public int sizes(String transport, Axis axis) {
    return (int) valid(transport, axis).stream().map(Step::size).distinct().count();
  }

  /** What grows from size to size while all else stays. */
  public enum Axis {
    /** Subscribers, to whom nothing is sent. */
    SUBSCRIBERS,
    /** Deliveries per second, to the same subscribers. */
    DELIVERIES
  }

  /**
   * One round.
   *
   * @param axis what it is compared along
   * @param subscribers how many there were
   * @param eventsPerSecond published in the one room
   * @param round what was measured
   */
  public record Step(Axis axis, int subscribers, double eventsPerSecond, Round round) {
    /** How much there was to be of what grows along its axis. */
    public double size() {
      return axis == Axis.SUBSCRIBERS ? subscribers : subscribers * eventsPerSecond;
    }

    /** Whether its figures may be used. */
    public boolean valid() {
      return round.injection() != null && !(round.outcome() instanceof Outcome.Invalid);
    }
  }
}
