package dev.pushmark.scenarios.transport;

/** A way by which events reach a subscriber. */
public interface Transport {
  /** The name by which plans, options and reports call it. */
  String name();

  /**
   * Opens a subscription; returns at once. Called on the line's event loop.
   *
   * @param receiver is told, on the same event loop, what becomes of it
   */
  Subscription subscribe(Line line, String room, Receiver receiver);
}
