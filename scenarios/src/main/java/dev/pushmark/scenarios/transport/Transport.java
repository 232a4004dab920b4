package dev.pushmark.scenarios.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** A way by which events reach a subscriber. */
public interface Transport {
  /**
   * Opens a subscription; returns at once. Called on the line's event loop.
   *
   * @param after the id, {@code EPOCH-OFFSET}, of the event behind which it begins; null to begin
   *     with what is published next
   * @param receiver is told, on the same event loop, what becomes of it
   */
  Subscription subscribe(Line line, String room, @Nullable String after, Receiver receiver);

  /**
   * Keeps the id of the last event of a run of whole events, as this transport hands them on; does
   * nothing where the run has none.
   */
  void keepLastId(ByteBuf bytes, int from, int to, LastEventId last);

  /** Opens a subscription to what is published next. */
  default Subscription subscribe(Line line, String room, Receiver receiver) {
    return subscribe(line, room, null, receiver);
  }
}
