package dev.pushmark.server.socketio.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The packets that a client posts in one request. */
final class Payload {
  private static final int MAX_PACKETS = 10_000;

  /**
   * One packet.
   *
   * @param type the first character
   * @param content what follows it; of a binary message, without Base64
   */
  record Packet(char type, byte[] content) {}

  private Payload() {}

  /**
   * The packets in order.
   *
   * @throws BadPacketException when one of them is none that a client sends this way
   */
  static List<Packet> read(byte[] body) throws BadPacketException {
    List<Packet> packets = new ArrayList<>(2);
    int from = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i == body.length || body[i] == PacketType.SEPARATOR) {
        packets.add(packet(body, from, i));
        from = i + 1;
        if (packets.size() > MAX_PACKETS) {
          throw new BadPacketException("a payload must have at most " + MAX_PACKETS + " packets");
        }
      }
    }
    return packets;
  }

  private static Packet packet(byte[] body, int from, int to) throws BadPacketException {
    if (from == to) {
      throw new BadPacketException("a packet must not be empty");
    }
    char type = (char) body[from];
    byte[] content = Arrays.copyOfRange(body, from + 1, to);
    return switch (type) {
      case PacketType.CLOSE, PacketType.PONG, PacketType.MESSAGE, PacketType.NOOP ->
          new Packet(type, content);
      case PacketType.BINARY -> new Packet(type, decoded(content));
      default -> throw new BadPacketException("a packet must begin with 1, 3, 4, 6 or b");
    };
  }

  private static byte[] decoded(byte[] base64) throws BadPacketException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new BadPacketException("a binary packet must be in Base64");
    }
  }
}
