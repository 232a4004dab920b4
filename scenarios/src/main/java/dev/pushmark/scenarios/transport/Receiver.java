package dev.pushmark.scenarios.transport;

import io.netty.buffer.ByteBuf;

/** What a subscription tells of what it gets. Called on the subscription's event loop only. */
public interface Receiver {
  /** A number that the server does not tell. */
  long UNKNOWN = -1;

  /** Events published from now on are owed to this subscriber. Called once, first. */
  void subscribed();

  /**
   * All events up to this one are published before what the subscriber is owed, or have been handed
   * on, or cannot be had. Told about the time of {@link #subscribed}, as far as the server tells;
   * later only by transports that learn it apart from the events themselves.
   */
  default void reached(String id) {}

  /** What comes from now on comes by the better way that the transport began to look for. */
  default void upgraded() {}

  /** A request that is to fetch what comes next is sent now; only where events are polled for. */
  default void requested() {}

  /**
   * New bytes that hold whole events, each at most once however often the transport was handed it.
   * The buffer is the caller's: it is neither kept nor changed.
   *
   * @param from absolute index of the first byte
   * @param to absolute index behind the last byte
   */
  void received(ByteBuf bytes, int from, int to);

  /**
   * The server says that events between the last received and the next cannot be had.
   *
   * @param missed how many; {@link #UNKNOWN} if the server does not tell
   */
  void gap(long missed);

  /** The subscription failed or was ended by the other side. Called at most once, last. */
  void ended(String reason);
}
