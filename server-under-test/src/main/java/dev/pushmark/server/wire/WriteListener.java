package dev.pushmark.server.wire;

import dev.pushmark.server.room.Batch;

/** Is told of each batch just before it is written to one of a room's subscribers. Thread safe. */
public interface WriteListener {
  /** On the subscriber's event loop, which does nothing else meanwhile. */
  void writing(String room, Batch batch);
}
