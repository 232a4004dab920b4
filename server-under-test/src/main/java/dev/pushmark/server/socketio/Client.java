package dev.pushmark.server.socketio;

import dev.pushmark.server.socketio.engine.BadPacketException;
import dev.pushmark.server.socketio.engine.EngineSettings;
import dev.pushmark.server.socketio.engine.MessageHandler;
import dev.pushmark.server.socketio.engine.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One session's packets and sockets. Confined to the session's home loop. */
final class Client implements MessageHandler {
  private static final Set<String> RESERVED =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");
  private static final byte[] NO_AUTH = {'{', '}'};

  /** A binary packet whose attachments have not all come. */
  private static final class Partial {
    private final Packet packet;
    private final List<byte[]> attachments = new ArrayList<>(2);
    private int bytes;

    Partial(Packet packet) {
      this.packet = packet;
    }
  }

  private final Session session;
  private final Map<String, Namespace> namespaces;
  private final List<Socket> sockets = new ArrayList<>(1);
  private final long sinceNs;
  private @Nullable Partial partial;

  Client(Session session, Map<String, Namespace> namespaces) {
    this.session = session;
    this.namespaces = namespaces;
    this.sinceNs = session.home().nanoTime();
  }

  Session session() {
    return session;
  }

  @Override
  public void text(byte[] message) throws BadPacketException {
    if (partial != null) {
      throw new BadPacketException("a binary packet wants its attachments");
    }
    Packet packet = Packet.read(message);
    if (packet.isBinary() && packet.attachments() > 0) {
      partial = new Partial(packet);
    } else {
      receive(packet, List.of());
    }
  }

  @Override
  public void binary(byte[] message) throws BadPacketException {
    Partial whole = partial;
    if (whole == null) {
      throw new BadPacketException("an attachment of no packet");
    }
    whole.attachments.add(message);
    whole.bytes += message.length;
    if (whole.bytes > EngineSettings.MAX_PAYLOAD_BYTES) {
      throw new BadPacketException("a packet's attachments are too large");
    }
    if (whole.attachments.size() == whole.packet.attachments()) {
      partial = null;
      receive(whole.packet, whole.attachments);
    }
  }

  private void receive(Packet packet, List<byte[]> attachments) throws BadPacketException {
    Socket socket = socket(packet.namespace());
    if (packet.type() == Packet.Type.CONNECT && socket == null) {
      connect(packet);
    } else if (socket == null) {
      throw new BadPacketException("not connected to that namespace");
    } else {
      switch (packet.type()) {
        case EVENT, BINARY_EVENT -> event(socket, packet, attachments);
        case ACK, BINARY_ACK -> Arguments.read(packet.json()); // nobody here asks for one
        case DISCONNECT -> remove(socket, false);
        default -> throw new BadPacketException("a packet that no client sends now");
      }
    }
  }

  private void connect(Packet packet) throws BadPacketException {
    byte[] auth = packet.json().length == 0 ? NO_AUTH : packet.json();
    if (!Credentials.isObject(auth)) {
      throw new BadPacketException("credentials must be a JSON object");
    }
    Socket socket = new Socket(this, packet.namespace());
    Namespace namespace = namespaces.get(packet.namespace());
    try {
      if (namespace == null) {
        throw RefusedException.badRequest("Invalid namespace");
      }
      socket.handler(namespace.connect(socket, auth));
      if (session.isClosed()) {
        socket.handler().gone(false);
      } else {
        sockets.add(socket);
      }
    } catch (RefusedException e) {
      socket.send(
          Packet.Type.CONNECT_ERROR,
          Packet.NO_ACK,
          "{\"message\":" + Text.quoted(e.reason()) + data(e) + "}",
          List.of());
    }
  }

  /** What tells a refusal by the server's rules from one by the protocol's. */
  private static String data(RefusedException e) {
    return e.status() == 400 ? "" : ",\"data\":{\"status\":" + e.status() + "}";
  }

  private static void event(Socket socket, Packet packet, List<byte[]> attachments)
      throws BadPacketException {
    Arguments arguments = Arguments.read(packet.json());
    String name = arguments.name();
    if (name == null || RESERVED.contains(name)) {
      throw new BadPacketException("an event must have a name of its own");
    }
    socket.handler().event(arguments, attachments, new Ack(socket, packet.ack()));
  }

  private @Nullable Socket socket(String namespace) {
    for (Socket socket : sockets) {
      if (socket.namespace().equals(namespace)) {
        return socket;
      }
    }
    return null;
  }

  void remove(Socket socket, boolean lost) {
    if (sockets.remove(socket)) {
      socket.handler().gone(lost);
    }
  }

  @Override
  public void ready() {
    for (Socket socket : sockets) {
      socket.handler().ready();
    }
  }

  @Override
  public void suspend() {
    for (Socket socket : sockets) {
      socket.handler().suspend();
    }
  }

  @Override
  public void resume() {
    for (Socket socket : sockets) {
      socket.handler().resume();
    }
  }

  @Override
  public void handled() {
    for (Socket socket : sockets) {
      socket.handler().handled();
    }
  }

  /** A client that never says what it wants to be connected to has to go. */
  @Override
  public void sweep(long nowNs) {
    if (sockets.isEmpty()) {
      if (nowNs - sinceNs > session.home().timeouts().request().toNanos()) {
        session.close();
      }
      return;
    }
    for (Socket socket : List.copyOf(sockets)) {
      socket.handler().sweep(nowNs);
    }
  }

  @Override
  public void closed() {
    partial = null;
    for (Socket socket : List.copyOf(sockets)) {
      remove(socket, true);
    }
  }
}
