package dev.pushmark.server.socketio;

import dev.pushmark.server.access.Grant;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.room.Publication;
import dev.pushmark.server.room.Room;
import dev.pushmark.server.socketio.engine.Session;
import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.LoopContext;
import dev.pushmark.server.wire.RequestException;
import dev.pushmark.server.wire.Routes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client in the rooms that it has joined. Confined to the session's home loop. */
final class RoomsHandler implements SocketHandler {
  private static final int MAX_ROOMS = 64;

  private final RoomsNamespace namespace;
  private final Socket socket;
  private final Grant grant;
  private final String id;
  private final String pid;
  private final List<Membership> memberships = new ArrayList<>(1);

  /** On the home loop's clock; as good as never for a grant without end. */
  private final long expiresNs;

  private @Nullable String unannounced;

  RoomsHandler(RoomsNamespace namespace, Socket socket, Grant grant, String id, String pid) {
    this.namespace = namespace;
    this.socket = socket;
    this.grant = grant;
    this.id = id;
    this.pid = pid;
    LoopContext loop = socket.session().home();
    long leftMs = grant.expiresAtMillis() - loop.currentTimeMillis();
    this.expiresNs =
        loop.nanoTime()
            + (grant.expiresAtMillis() == Grant.NEVER
                ? Long.MAX_VALUE / 2
                : TimeUnit.MILLISECONDS.toNanos(leftMs));
  }

  void accept() {
    socket.accept(id, pid);
  }

  Session session() {
    return socket.session();
  }

  @Override
  public void event(Arguments arguments, List<byte[]> attachments, Ack ack) {
    try {
      switch (String.valueOf(arguments.name())) {
        case "join" -> join(arguments, ack);
        case "leave" -> leave(arguments, ack);
        case "publish" -> publish(arguments, attachments, ack);
        default -> throw RefusedException.badRequest("events are join, leave and publish");
      }
    } catch (RequestException e) {
      refuse(arguments, RefusedException.of(e), ack);
    } catch (RefusedException e) {
      refuse(arguments, e, ack);
    }
  }

  private void refuse(Arguments arguments, RefusedException refused, Ack ack) {
    session().home().refused(refused.asRequest());
    String error =
        "{\"error\":" + Text.quoted(refused.reason()) + ",\"status\":" + refused.status() + "}";
    if (ack.isAwaited()) {
      ack.answer(error, List.of());
    } else {
      String event = Text.quoted(String.valueOf(arguments.name()));
      socket.emit("\"refused\"," + event + "," + error, List.of());
    }
  }

  private static String room(Arguments arguments) throws RefusedException {
    String room = arguments.text(0);
    if (room == null || !Routes.isRoomName(room)) {
      throw RefusedException.badRequest("the first argument must be a room's name");
    }
    return room;
  }

  private void join(Arguments arguments, Ack ack) throws RefusedException, RequestException {
    String name = room(arguments);
    namespace.checkReadable(grant, name);
    Room room = namespace.rooms().get(name);
    EventId after = Exchange.place(room, "after", arguments.text(1));
    Membership present = membership(name);
    if (present != null && after == null) {
      acknowledge(ack, present.place());
      return;
    }
    if (present != null) {
      remove(present);
    }
    if (memberships.size() == MAX_ROOMS) {
      throw RefusedException.badRequest("one socket can be in " + MAX_ROOMS + " rooms");
    }
    EventId place = after == null ? room.end() : after;
    acknowledge(ack, place);
    follow(name, place);
  }

  private static void acknowledge(Ack ack, EventId place) {
    ack.answer("{\"place\":\"" + place + "\"}", List.of());
  }

  void follow(String room, EventId place) {
    Membership membership = new Membership(this, room, place);
    memberships.add(membership);
    membership.follow();
  }

  private void leave(Arguments arguments, Ack ack) throws RefusedException {
    Membership present = membership(room(arguments));
    if (present == null) {
      throw RefusedException.badRequest("not in that room");
    }
    remove(present);
    acknowledge(ack, present.place());
  }

  private void remove(Membership membership) {
    membership.leave();
    memberships.remove(membership);
  }

  private @Nullable Membership membership(String room) {
    for (Membership membership : memberships) {
      if (membership.room().equals(room)) {
        return membership;
      }
    }
    return null;
  }

  private void publish(Arguments arguments, List<byte[]> attachments, Ack ack)
      throws RefusedException, RequestException {
    String room = room(arguments);
    namespace.checkRoom(room);
    if (arguments.size() < 2) {
      throw RefusedException.badRequest("the second argument must be the event");
    }
    int attachment = arguments.placeholder(1);
    byte[] event =
        attachment >= 0 && attachment < attachments.size()
            ? attachments.get(attachment)
            : arguments.json(1);
    ByteBuf text = Unpooled.wrappedBuffer(event);
    Publication publication = namespace.ingress().append(grant, room, text, arguments.text(2));
    session().meters().published.add(1);
    if (unannounced != null && !unannounced.equals(room)) {
      handled();
    }
    unannounced = room;
    ack.answer("{\"id\":\"" + publication.id() + "\"}", List.of());
  }

  /** Tells the room's followers of what came in one go, so that they get it in one piece. */
  @Override
  public void handled() {
    if (unannounced != null) {
      namespace.ingress().announce(unannounced);
      unannounced = null;
    }
  }

  /** In polling one room is served per poll: whoever was served last comes last. */
  void served(Membership membership) {
    if (memberships.size() > 1 && !session().isOnSocket()) {
      memberships.remove(membership);
      memberships.add(membership);
    }
  }

  boolean hasExpired() {
    return session().home().tickNs() - expiresNs >= 0;
  }

  void expire() {
    socket.disconnect();
    session().flush();
  }

  @Override
  public void ready() {
    for (Membership membership : memberships) {
      membership.ready();
    }
  }

  @Override
  public void suspend() {
    memberships.forEach(Membership::leave);
  }

  @Override
  public void resume() {
    memberships.forEach(Membership::follow);
  }

  @Override
  public void sweep(long nowNs) {
    if (nowNs - expiresNs >= 0) {
      expire();
    }
  }

  @Override
  public void gone(boolean lost) {
    handled();
    memberships.forEach(Membership::leave);
    if (lost && memberships.size() == 1) {
      Membership only = memberships.get(0);
      long nowNs = session().home().nanoTime();
      namespace.lost(pid, new LostSockets.Lost(id, only.room(), only.joined(), nowNs));
    }
  }
}
