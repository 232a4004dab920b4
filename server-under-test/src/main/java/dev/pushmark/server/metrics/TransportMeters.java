package dev.pushmark.server.metrics;

/** What one event loop counts for one transport. Changed by that event loop only. */
public final class TransportMeters {
  public final Count connections = new Count();
  public final Count receivedBytes = new Count();
  public final Count sentBytes = new Count();
  public final Count published = new Count();
  public final Count queuedBytes = new Count();

  /** How often somebody began to be given a room's events by a connection that goes on. */
  public final Count subscriptions = new Count();

  final Count deliveries = new Count();
  final Count skipped = new Count();
  final Count gaps = new Count();

  TransportMeters() {}

  /**
   * A subscriber was given events.
   *
   * @param gap whether it was told of a hole before them
   * @param skippedEvents that the hole is known to have swallowed
   */
  public void delivered(int events, boolean gap, long skippedEvents) {
    deliveries.add(events);
    if (gap) {
      gaps.add(1);
      skipped.add(skippedEvents);
    }
  }
}
