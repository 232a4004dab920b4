package dev.pushmark.server.socketio;

import dev.pushmark.server.metrics.TransportMeters;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.socketio.engine.Session;
import dev.pushmark.server.wire.Follower;
import dev.pushmark.server.wire.Sink;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** A client in one room. Confined to the session's home loop, and moves with it. */
final class Membership implements Sink {
  private final RoomsHandler client;
  private final String room;
  private final EventId joined;
  private @Nullable Follower follower;

  /** The place behind what has been delivered so far, of which no object is made per delivery. */
  private String epoch;

  private long offset;

  Membership(RoomsHandler client, String room, EventId joined) {
    this.client = client;
    this.room = room;
    this.joined = joined;
    this.epoch = joined.epoch();
    this.offset = joined.offset();
  }

  String room() {
    return room;
  }

  /** Where the client began to follow the room. */
  EventId joined() {
    return joined;
  }

  EventId place() {
    return new EventId(epoch, offset);
  }

  /** Delivers from the place that has been reached. */
  void follow() {
    Session session = client.session();
    EventForm form = session.isOnSocket() ? EventForm.FRAMES : EventForm.PAYLOAD;
    follower = session.home().follow(room, place(), form, this);
    meters().subscriptions.add(1);
  }

  void leave() {
    if (follower != null) {
      follower.leave();
      follower = null;
    }
  }

  void ready() {
    if (follower != null) {
      follower.resume();
    }
  }

  @Override
  public boolean isReady() {
    return client.session().isReady();
  }

  @Override
  public void deliver(ByteBuf encoded, Batch batch) {
    if (client.hasExpired()) {
      encoded.release();
      client.expire();
      return;
    }
    epoch = batch.epoch();
    offset = batch.next();
    client.session().deliver(encoded);
    client.served(this);
  }

  @Override
  public TransportMeters meters() {
    return client.session().meters();
  }

  /** What was missed is told when the client comes back and is recovered. */
  @Override
  public void tooSlow() {
    client.session().close();
  }
}
