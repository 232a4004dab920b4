package dev.pushmark.server.socketio;

import java.util.List;

/** The answer to one event. */
public final class Ack {
  private final Socket socket;
  private final long number;

  Ack(Socket socket, long number) {
    this.socket = socket;
    this.number = number;
  }

  /** Whether the client waits for an answer. */
  public boolean isAwaited() {
    return number != Packet.NO_ACK;
  }

  /** Answers with arguments in JSON, without brackets; does nothing when nobody waits. */
  public void answer(String arguments, List<byte[]> attachments) {
    if (isAwaited()) {
      socket.send(
          attachments.isEmpty() ? Packet.Type.ACK : Packet.Type.BINARY_ACK,
          number,
          "[" + arguments + "]",
          attachments);
    }
  }
}
