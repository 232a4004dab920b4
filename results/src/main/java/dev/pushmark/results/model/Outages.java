package dev.pushmark.results.model;

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
 */
public record Outages(
    long cuts, long attempts, long recovered, long givenUp, long missed, long unaccounted) {
  /** None. */
  public static final Outages NONE = new Outages(0, 0, 0, 0, 0, 0);

  /** Both together. */
  public Outages plus(Outages other) {
    return new Outages(
        cuts + other.cuts,
        attempts + other.attempts,
        recovered + other.recovered,
        givenUp + other.givenUp,
        missed + other.missed,
        unaccounted + other.unaccounted);
  }
}
