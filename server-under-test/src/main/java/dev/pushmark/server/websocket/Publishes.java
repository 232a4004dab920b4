package dev.pushmark.server.websocket;

import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.Ingress;
import dev.pushmark.server.wire.RequestException;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Where a connection's publishes go, and whether it wants to be told their ids. */
final class Publishes {
  private final Ingress ingress;
  private final String room;
  private final boolean acknowledge;
  private boolean unannounced;

  Publishes(Ingress ingress, String room, boolean acknowledge) {
    this.ingress = ingress;
    this.room = room;
    this.acknowledge = acknowledge;
  }

  /** The text to answer with, if there is to be one. */
  @Nullable String append(ByteBuf text) throws RequestException {
    EventId id = ingress.append(room, text);
    unannounced = true;
    return acknowledge ? "{\"published\":\"" + id + "\"}" : null;
  }

  /** Tells the room's followers of what was read in one go, so that they get it in one piece. */
  void announce() {
    if (unannounced) {
      unannounced = false;
      ingress.announce(room);
    }
  }
}
