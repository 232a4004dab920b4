package dev.pushmark.server.websocket;

import dev.pushmark.server.access.Grant;
import dev.pushmark.server.room.Publication;
import dev.pushmark.server.wire.Ingress;
import dev.pushmark.server.wire.RequestException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a connection publishes: where it goes, and whether it wants to be told the ids. */
final class Publishes {
  private final Ingress ingress;
  private final Grant grant;
  private final String room;
  private final boolean acknowledge;
  private final boolean keyed;
  private boolean unannounced;

  /**
   * Nothing published yet.
   *
   * @param keyed whether a message has its idempotency key on a line of its own before the event
   */
  Publishes(Ingress ingress, Grant grant, String room, boolean acknowledge, boolean keyed) {
    this.ingress = ingress;
    this.grant = grant;
    this.room = room;
    this.acknowledge = acknowledge;
    this.keyed = keyed;
  }

  Grant grant() {
    return grant;
  }

  /** Of a message. */
  int maxBytes() {
    return ingress.maxEventBytes() + (keyed ? Ingress.MAX_KEY_CHARS + 1 : 0);
  }

  /** The text to answer with, if there is to be one. */
  @Nullable String append(ByteBuf text) throws RequestException {
    String key = keyed ? takeKey(text) : null;
    Publication publication = ingress.append(grant, room, text, key);
    unannounced = true;
    return acknowledge ? "{\"published\":\"" + publication.id() + "\"}" : null;
  }

  private static String takeKey(ByteBuf text) throws RequestException {
    int length = text.bytesBefore((byte) '\n');
    if (length < 0) {
      throw RequestException.badRequest("a message must be KEY, a line feed and the event");
    }
    String key = text.readString(length, StandardCharsets.ISO_8859_1);
    text.skipBytes(1);
    return key;
  }

  /** Tells the room's followers of what was read in one go, so that they get it in one piece. */
  void announce() {
    if (unannounced) {
      unannounced = false;
      ingress.announce(room);
    }
  }
}
