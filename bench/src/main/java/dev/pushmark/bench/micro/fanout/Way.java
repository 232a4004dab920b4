package dev.pushmark.bench.micro.fanout;

/** A way to bring a burst of events to every subscriber. */
interface Way {
  /** What people call it. */
  String name();

  /** Prepares for a block of bursts; not measured. */
  default void begin() {}

  /** Starts a burst and may return before it is written. */
  void burst();

  /** Undoes {@link #begin}; every burst has arrived. */
  default void end() {}
}
