package dev.pushmark.scenarios.transport.socketio;

import dev.pushmark.scenarios.transport.LastEventId;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.wire.EventIds;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Socket.IO in one of the ways in which its clients can be told to connect. */
public final class SocketIoTransport implements Transport {
  /** What carries a session. */
  public enum Mode {
    /** Polls, and nothing else. */
    POLLING,
    /** Polls until a WebSocket has shown that it works: the default of Socket.IO's own clients. */
    UPGRADE,
    /** A WebSocket from the beginning. */
    WEBSOCKET
  }

  private final Mode mode;

  public SocketIoTransport(Mode mode) {
    this.mode = mode;
  }

  @Override
  public Subscription subscribe(Line line, String room, @Nullable String after, Receiver receiver) {
    SocketIoSubscription subscription =
        new SocketIoSubscription(mode, line, join(room, after), receiver);
    subscription.open();
    return subscription;
  }

  @Override
  public void keepLastId(ByteBuf bytes, int from, int to, LastEventId last) {
    EventIds.ofPacket(bytes, from, to, last);
  }

  /** The event by which a room is joined, with an acknowledgement. */
  private static String join(String room, @Nullable String after) {
    String place = after == null ? "" : "," + JsonText.quoted(after);
    return "420[\"join\"," + JsonText.quoted(room) + place + "]";
  }
}
