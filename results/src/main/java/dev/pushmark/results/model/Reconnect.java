package dev.pushmark.results.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber does that has been cut off.
 *
 * @param backoff how it waits before it tries to come back
 * @param first the wait, or that before the first attempt
 * @param most the longest wait
 * @param resume whether it goes on behind the last event that it got; else it begins anew
 * @param maxAttempts attempts that may fail in a row before it gives up
 * @param silence how long it may hear nothing at all, neither an event nor a sign of life, before
 *     it takes its connection for dead; null for as long as the other side likes
 */
public record Reconnect(
    Backoff backoff,
    Duration first,
    Duration most,
    boolean resume,
    int maxAttempts,
    @Nullable Duration silence) {
  /** How the waits grow. */
  public enum Backoff {
    /** It does not come back. */
    NEVER,
    /** It comes back at once, however often that fails. */
    IMMEDIATE,
    /** Every wait is the first. */
    FIXED,
    /** Each wait is twice the last, up to the longest. */
    EXPONENTIAL,
    /** Each is a random share of what it would be with {@link #EXPONENTIAL}: "full jitter". */
    JITTER
  }

  private static final Duration SHORTEST_SILENCE = Duration.ofMillis(10);

  /** Does not come back; the rest is what holds where nobody says otherwise. */
  public static final Reconnect DEFAULT =
      new Reconnect(Backoff.NEVER, Duration.ofMillis(100), Duration.ofSeconds(5), true, 100);

  public Reconnect {
    Check.that(
        first.compareTo(Duration.ofMillis(1)) >= 0,
        "network.reconnect.first",
        ">= 1ms",
        DurationText.format(first));
    Check.that(
        most.compareTo(first) >= 0,
        "network.reconnect.most",
        ">= first, " + DurationText.format(first),
        DurationText.format(most));
    Check.that(
        maxAttempts >= 1 && maxAttempts <= 10_000,
        "network.reconnect.maxAttempts",
        "1 to 10000",
        maxAttempts);
    if (silence != null) {
      Check.that(
          silence.compareTo(SHORTEST_SILENCE) >= 0,
          "network.reconnect.silence",
          ">= " + DurationText.format(SHORTEST_SILENCE),
          DurationText.format(silence));
      Check.that(
          backoff != Backoff.NEVER,
          "network.reconnect.silence",
          "left out where backoff is never",
          DurationText.format(silence));
    }
  }

  /** Of one who bears any silence. */
  public Reconnect(
      Backoff backoff, Duration first, Duration most, boolean resume, int maxAttempts) {
    this(backoff, first, most, resume, maxAttempts, null);
  }

  /** The same of one who takes a silent connection for dead. */
  public Reconnect within(@Nullable Duration otherSilence) {
    return new Reconnect(backoff, first, most, resume, maxAttempts, otherSilence);
  }

  /** Whether a subscriber that has been cut off comes back. */
  public boolean comesBack() {
    return backoff != Backoff.NEVER;
  }
}
