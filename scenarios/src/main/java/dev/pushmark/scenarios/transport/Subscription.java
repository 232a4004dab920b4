package dev.pushmark.scenarios.transport;

/** One subscriber's open subscription. */
@FunctionalInterface
public interface Subscription {
  /** Ends it; its receiver hears nothing more. Called on its event loop; again is harmless. */
  void close();
}
