package dev.pushmark.results.model;

import org.jspecify.annotations.Nullable;

/**
 * What became of subscribers that were cut off and came back, or tried to, in a whole round.
 *
 * @param cuts how often a subscription ended that had begun
 * @param attempts how often one of them was asked for again
 * @param recovered how often it was there again
 * @param givenUp subscribers that stopped trying
 * @param missed deliveries that subscribers who begin anew have missed, by the server's own
 *     numbers: from the last event before each cut to the place where it began again
 * @param unaccounted recoveries of such subscribers of which that cannot be told, since the server
 *     did not tell the place or had lost its log
 * @param silent how often a subscriber has taken its connection for dead since it had heard nothing
 * @param resubscribed subscriptions that the server counted from the beginning of the measurement
 *     on; null where that was not asked, or it counts none, as of who polls
 */
public record Outages(
    long cuts,
    long attempts,
    long recovered,
    long givenUp,
    long missed,
    long unaccounted,
    @Nullable Long silent,
    @Nullable Long resubscribed) {
  public Outages {
    silent = silent == null ? Long.valueOf(0) : silent; // written before anybody did so
  }

  /** None. */
  public static final Outages NONE = new Outages(0, 0, 0, 0, 0, 0, 0L, 0L);

  /** As subscribers tell it. */
  public Outages(
      long cuts, long attempts, long recovered, long givenUp, long missed, long unaccounted) {
    this(cuts, attempts, recovered, givenUp, missed, unaccounted, null, null);
  }

  /** As those tell it who take silence for death. */
  public Outages(
      long cuts,
      long attempts,
      long recovered,
      long givenUp,
      long missed,
      long unaccounted,
      @Nullable Long silent) {
    this(cuts, attempts, recovered, givenUp, missed, unaccounted, silent, null);
  }

  /** Attempts that came to nothing. */
  public long failedAttempts() {
    return attempts - recovered;
  }

  /** The same with what the server has counted. */
  public Outages countedByServer(@Nullable Long subscriptions) {
    return new Outages(
        cuts, attempts, recovered, givenUp, missed, unaccounted, silent, subscriptions);
  }

  /** How often a subscriber has taken its connection for dead since it had heard nothing. */
  public long silences() {
    return silent == null ? 0 : silent;
  }

  /** Both together. */
  public Outages plus(Outages other) {
    return new Outages(
        cuts + other.cuts,
        attempts + other.attempts,
        recovered + other.recovered,
        givenUp + other.givenUp,
        missed + other.missed,
        unaccounted + other.unaccounted,
        silences() + other.silences(),
        resubscribed == null || other.resubscribed == null
            ? null
            : Long.valueOf(resubscribed + other.resubscribed));
  }
}
