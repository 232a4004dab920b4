package dev.pushmark.results.model;

/**
 * Whether those who write into the same room end with the same, as in a document that several
 * people edit; of rooms with several publishers and several subscribers. Exact, warm-up included.
 *
 * @param rooms how many there were
 * @param diverged of these, rooms whose subscribers do not all have the same events in the same
 *     order, as their applications got them: what is applied as it comes ends differently there
 * @param incomplete of these, rooms whose subscribers do not even have the same events in any
 *     order: no way of merging helps there
 */
public record Convergence(long rooms, long diverged, long incomplete) {
  /** Of no rooms. */
  public static final Convergence NONE = new Convergence(0, 0, 0);

  /** Both together. */
  public Convergence plus(Convergence other) {
    return new Convergence(
        rooms + other.rooms, diverged + other.diverged, incomplete + other.incomplete);
  }
}
