package dev.pushmark.server.socketio.engine;

import dev.pushmark.server.wire.LoopContext;
import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Packets that wait for the next poll. Confined to the session's home loop. */
final class Outbox {
  /** A whole packet in text, or the content of a binary message. */
  private record Packet(boolean binary, byte[] bytes) {}

  private final Deque<Packet> packets = new ArrayDeque<>(2);
  private int bytes;

  boolean isEmpty() {
    return packets.isEmpty();
  }

  /** How much waits. */
  int bytes() {
    return bytes;
  }

  void add(String packet) {
    add(new Packet(false, new AsciiString(packet).array()));
  }

  void addText(byte[] message) {
    byte[] packet = new byte[1 + message.length];
    packet[0] = PacketType.MESSAGE;
    System.arraycopy(message, 0, packet, 1, message.length);
    add(new Packet(false, packet));
  }

  void addBinary(byte[] message) {
    add(new Packet(true, message));
  }

  private void add(Packet packet) {
    packets.add(packet);
    bytes += packet.bytes().length;
  }

  /**
   * All that waits as a payload, which the caller owns.
   *
   * @param last packets that follow in the same payload, which are taken over
   */
  ByteBuf take(@Nullable ByteBuf last) {
    ByteBuf payload = LoopContext.ALLOCATOR.buffer(bytes + bytes / 3 + 8 * packets.size());
    while (!packets.isEmpty()) {
      Packet packet = packets.remove();
      if (packet.binary()) {
        payload.writeByte(PacketType.BINARY).writeBytes(Base64.getEncoder().encode(packet.bytes()));
      } else {
        payload.writeBytes(packet.bytes());
      }
      if (!packets.isEmpty() || last != null) {
        payload.writeByte(PacketType.SEPARATOR);
      }
    }
    bytes = 0;
    if (last != null) {
      payload.writeBytes(last);
      last.release();
    }
    return payload;
  }

  /** Sends all that waits as frames. */
  void moveTo(EngineSocket socket) {
    while (!packets.isEmpty()) {
      Packet packet = packets.remove();
      if (packet.binary()) {
        socket.sendBinary(packet.bytes());
      } else {
        socket.sendPacket(packet.bytes());
      }
    }
    bytes = 0;
  }
}
