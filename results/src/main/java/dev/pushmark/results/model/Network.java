package dev.pushmark.results.model;

/**
 * What happens to connections during the measurement, and what clients do about it.
 *
 * @param reconnect what a subscriber does that has been cut off
 */
public record Network(Reconnect reconnect) {
  /** Nothing happens. */
  public static final Network CALM = new Network(Reconnect.DEFAULT);
}
