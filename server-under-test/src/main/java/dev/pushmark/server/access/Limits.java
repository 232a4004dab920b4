package dev.pushmark.server.access;

/**
 * How much of this server anybody may take.
 *
 * @param connections at a time, of all clients together
 * @param rooms at a time
 * @param eventBytes of an event, in a request's body as in a frame
 * @param headerBytes of a request's headers, and half of that of its first line
 * @param publishPerSecond events that one token's subject, or one address where there are no
 *     tokens, may publish per second, in bursts of up to a second's worth; 0 for any number
 */
public record Limits(
    int connections, int rooms, int eventBytes, int headerBytes, int publishPerSecond) {
  /** The largest event that any server may relay. */
  public static final int MAX_EVENT_BYTES = 64 << 10;

  public static final Limits DEFAULT = new Limits(100_000, 100_000, MAX_EVENT_BYTES, 8192, 0);

  public Limits {
    check("--max-connections", connections, 1, Integer.MAX_VALUE);
    check("--max-rooms", rooms, 1, Integer.MAX_VALUE);
    check("--max-event-bytes", eventBytes, 2, MAX_EVENT_BYTES);
    check("--max-header-bytes", headerBytes, 1024, 1 << 20);
    check("--max-publish-rate", publishPerSecond, 0, Integer.MAX_VALUE);
  }

  private static void check(String option, int value, int min, int max) {
    if (value < min || value > max) {
      String allowed = max == Integer.MAX_VALUE ? ">= " + min : min + " to " + max;
      throw new IllegalArgumentException(option + " must be " + allowed + ", was " + value);
    }
  }
}
