package dev.pushmark.results.model;

/**
 * What became of subscribers that were cut off and came back, or tried to, in a whole round.
 *
 * @param cuts how often a subscription ended that had begun
 * @param attempts how often one of them was asked for again
 * @param recovered how often it was there again
 * @param givenUp subscribers that stopped trying
 */
public record Outages(long cuts, long attempts, long recovered, long givenUp) {}
