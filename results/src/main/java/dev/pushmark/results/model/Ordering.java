package dev.pushmark.results.model;

import java.time.Duration;

/**
 * What a subscriber makes of the order in which events arrive.
 *
 * @param mode whether it checks
 * @param maxHeldEvents events of one publisher that a checking subscriber holds back at most
 * @param maxHeldTime how long it holds an event back at most; then it gives up on what is missing
 */
public record Ordering(Mode mode, int maxHeldEvents, Duration maxHeldTime) {
  /** Whether a subscriber checks the order. */
  public enum Mode {
    /** It takes what comes as it comes. */
    NAIVE,
    /**
     * It hands an event on when all earlier ones of its publisher have come or are known to be
     * skipped, and each only once.
     */
    CHECKING
  }

  /**
   * Takes what comes; the bounds are those of a checking subscriber where nobody says otherwise.
   */
  public static final Ordering DEFAULT = new Ordering(Mode.NAIVE, 1_000, Duration.ofSeconds(1));

  public Ordering {
    Check.that(
        maxHeldEvents >= 1 && maxHeldEvents <= 1_000_000,
        "ordering.maxHeldEvents",
        "1 to 1000000",
        maxHeldEvents);
    Check.that(
        maxHeldTime.compareTo(Duration.ofMillis(1)) >= 0,
        "ordering.maxHeldTime",
        ">= 1ms",
        DurationText.format(maxHeldTime));
  }

  /** Whether subscribers check. */
  public boolean checks() {
    return mode == Mode.CHECKING;
  }
}
