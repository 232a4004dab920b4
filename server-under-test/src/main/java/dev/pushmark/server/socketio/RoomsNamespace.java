package dev.pushmark.server.socketio;

import dev.pushmark.server.access.AccessControl;
import dev.pushmark.server.access.AccessException;
import dev.pushmark.server.access.Grant;
import dev.pushmark.server.access.Permission;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.room.Rooms;
import dev.pushmark.server.socketio.engine.Ids;
import dev.pushmark.server.wire.Ingress;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The namespace whose sockets join rooms and publish to them. */
public final class RoomsNamespace implements Namespace {
  private final Rooms rooms;
  private final Ingress ingress;
  private final AccessControl access;
  private final LostSockets lostSockets;
  private final Ids ids = new Ids();

  /**
   * A namespace without sockets.
   *
   * @param recoverable how long after its connection broke a socket can be recovered
   */
  public RoomsNamespace(Rooms rooms, Ingress ingress, AccessControl access, Duration recoverable) {
    this.rooms = rooms;
    this.ingress = ingress;
    this.access = access;
    this.lostSockets = new LostSockets(recoverable.toNanos());
  }

  Rooms rooms() {
    return rooms;
  }

  Ingress ingress() {
    return ingress;
  }

  @Override
  public SocketHandler connect(Socket socket, byte[] auth) throws RefusedException {
    Credentials credentials = Credentials.of(auth);
    Grant grant = grant(socket, credentials.token());
    LostSockets.Lost lost = null;
    String pid = credentials.pid();
    if (pid != null) {
      lost = lostSockets.take(pid, socket.session().home().nanoTime());
    }
    if (pid != null && lost != null && mayRead(grant, lost.room())) {
      EventId place = place(lost, credentials.offset());
      if (!rooms.get(lost.room()).isAhead(place)) {
        RoomsHandler recovered = new RoomsHandler(this, socket, grant, lost.id(), pid);
        socket.accept(lost.id(), pid);
        recovered.follow(lost.room(), place);
        return recovered;
      }
    }
    RoomsHandler fresh = new RoomsHandler(this, socket, grant, ids.next(), ids.next());
    fresh.accept();
    return fresh;
  }

  /** Behind the last event that the client has seen of the room; it may have seen none. */
  private static EventId place(LostSockets.Lost lost, @Nullable String offset) {
    EventId seen = offset == null ? null : EventId.parse(offset);
    EventId joined = lost.joined();
    return seen != null && seen.epoch().equals(joined.epoch()) && seen.offset() > joined.offset()
        ? seen
        : joined;
  }

  private Grant grant(Socket socket, @Nullable String token) throws RefusedException {
    try {
      return access.admit(Permission.TOKEN, token, null, socket.session().peer());
    } catch (AccessException e) {
      RefusedException refused = RefusedException.of(e);
      socket.session().home().refused(refused.asRequest());
      throw refused;
    }
  }

  private boolean mayRead(Grant grant, String room) {
    try {
      access.check(grant, Permission.READ, room);
      return rooms.admits(room);
    } catch (AccessException e) {
      return false;
    }
  }

  /**
   * Passes when the room may be read and there is room for it.
   *
   * @throws RefusedException when not
   */
  void checkReadable(Grant grant, String room) throws RefusedException {
    try {
      access.check(grant, Permission.READ, room);
    } catch (AccessException e) {
      throw RefusedException.of(e);
    }
    checkRoom(room);
  }

  void checkRoom(String room) throws RefusedException {
    if (!rooms.admits(room)) {
      throw new RefusedException(
          HttpResponseStatus.SERVICE_UNAVAILABLE, "there are too many rooms already");
    }
  }

  void lost(String pid, LostSockets.Lost lost) {
    lostSockets.add(pid, lost);
  }
}
