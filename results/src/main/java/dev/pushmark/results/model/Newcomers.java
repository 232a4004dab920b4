package dev.pushmark.results.model;

import java.time.Duration;

/**
 * Subscribers who come while others are there: from the beginning of the warm-up to the end of the
 * measurement they connect to the first room one after the other, each on a connection of its own,
 * ask for the newest event there was before them, and leave. So that the newest event does not have
 * to be waited for, one is published before they come.
 *
 * @param perSecond how many begin to connect each second, evenly; 0 for none
 * @param stay how long each of them stays from its first event on
 * @param wrongTokens share of those who show a token that nobody trusts
 * @param expiredTokens share of those whose token has expired before they come
 * @param tokenLife how long the other tokens are good, at least, from about when their bearers come
 */
public record Newcomers(
    double perSecond, Duration stay, double wrongTokens, double expiredTokens, Duration tokenLife) {
  /** Nobody comes. */
  public static final Newcomers NONE = new Newcomers(0, Duration.ZERO, 0, 0, Duration.ofHours(1));

  /** Multiples of it lie as evenly as can be, whatever their number. */
  private static final double GOLDEN_RATIO = 0.6180339887498949;

  /** What one of them shows, where the server asks for tokens. */
  public enum Shown {
    /** A token that the server accepts. */
    GOOD,
    /** One that it never issued. */
    WRONG,
    /** One of its own that is good no more. */
    EXPIRED
  }

  public Newcomers {
    Check.that(
        perSecond >= 0 && perSecond <= 10_000,
        "newcomers.perSecond",
        "0 to 10000 a second",
        perSecond);
    Check.moment("newcomers.stay", stay);
    Check.that(
        wrongTokens >= 0 && wrongTokens <= 1, "newcomers.wrongTokens", "0 to 1", wrongTokens);
    Check.that(
        expiredTokens >= 0 && wrongTokens + expiredTokens <= 1,
        "newcomers.expiredTokens",
        ">= 0, and at most 1 together with wrongTokens",
        expiredTokens);
    Check.that(
        tokenLife.compareTo(Duration.ofSeconds(1)) >= 0,
        "newcomers.tokenLife",
        ">= 1s",
        DurationText.format(tokenLife));
  }

  /** Whether anybody comes. */
  public boolean come() {
    return perSecond > 0;
  }

  /** What the one of this number, from 0, shows: each share is spread over all of them. */
  public Shown shown(long number) {
    double place = number * GOLDEN_RATIO % 1;
    if (place < wrongTokens) {
      return Shown.WRONG;
    }
    return place < wrongTokens + expiredTokens ? Shown.EXPIRED : Shown.GOOD;
  }
}
