package dev.pushmark.server.socketio;

import dev.pushmark.server.socketio.engine.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One session's connection to one namespace. Confined to the session's home loop. */
public final class Socket {
  private final Client client;
  private final String namespace;
  private @Nullable SocketHandler handler;

  Socket(Client client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  String namespace() {
    return namespace;
  }

  public Session session() {
    return client.session();
  }

  void handler(SocketHandler connected) {
    handler = connected;
  }

  SocketHandler handler() {
    if (handler == null) {
      throw new IllegalStateException("not connected yet");
    }
    return handler;
  }

  /**
   * Tells the client that it is connected.
   *
   * @param id of this socket
   * @param pid by which it could be recovered; null for never
   */
  public void accept(String id, @Nullable String pid) {
    String tail = pid == null ? "" : "\",\"pid\":\"" + pid;
    send(Packet.Type.CONNECT, Packet.NO_ACK, "{\"sid\":\"" + id + tail + "\"}", List.of());
  }

  /** Sends an event: name and arguments in JSON, without brackets. */
  public void emit(String nameAndArguments, List<byte[]> attachments) {
    send(
        attachments.isEmpty() ? Packet.Type.EVENT : Packet.Type.BINARY_EVENT,
        Packet.NO_ACK,
        "[" + nameAndArguments + "]",
        attachments);
  }

  /** Ends this connection; the client is told that the server wanted it. */
  public void disconnect() {
    send(Packet.Type.DISCONNECT, Packet.NO_ACK, "", List.of());
    client.remove(this, false);
  }

  void send(Packet.Type type, long ack, String json, List<byte[]> attachments) {
    StringBuilder packet = new StringBuilder(json.length() + 32).append(type.ordinal());
    if (!attachments.isEmpty()) {
      packet.append(attachments.size()).append('-');
    }
    if (!namespace.equals(Packet.ROOT)) {
      packet.append(namespace).append(',');
    }
    if (ack != Packet.NO_ACK) {
      packet.append(ack);
    }
    packet.append(json);
    session().sendText(packet.toString().getBytes(StandardCharsets.UTF_8));
    for (byte[] attachment : attachments) {
      session().sendBinary(attachment);
    }
  }
}
