package dev.pushmark.results.model;

import java.time.Duration;

/**
 * How polling subscribers poll.
 *
 * @param interval time between polls (refresh and short polling)
 * @param phase where in the interval each subscriber's polls fall
 * @param pace what the interval is counted from
 * @param holdTime how long the server may hold a long poll open without an event
 */
public record Polling(Duration interval, Phase phase, Pace pace, Duration holdTime) {
  /** How the subscribers' polls are spread over the interval. */
  public enum Phase {
    /** Uniformly random, as independent visitors are. */
    RANDOM,
    /** Evenly spaced. */
    EVEN,
    /** All at the same instant: the thundering herd. */
    SYNCHRONISED
  }

  /** What a poll interval is counted from. */
  public enum Pace {
    /** From the time the last poll was due. */
    FIXED_RATE,
    /** From the end of the last answer. */
    FIXED_PAUSE
  }

  public Polling {
    Check.that(
        interval.compareTo(Duration.ofMillis(1)) >= 0,
        "poll-interval",
        ">= 1ms",
        DurationText.format(interval));
    Check.that(
        holdTime.compareTo(Duration.ofMillis(1)) >= 0,
        "hold-time",
        ">= 1ms",
        DurationText.format(holdTime));
  }
}
