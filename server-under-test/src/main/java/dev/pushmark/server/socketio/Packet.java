package dev.pushmark.server.socketio;

import dev.pushmark.server.socketio.engine.BadPacketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A packet as it is written: type, number of attachments, namespace, acknowledgement, JSON.
 *
 * @param ack -1 for none
 * @param json empty for none
 */
record Packet(Type type, int attachments, String namespace, long ack, byte[] json) {
  /** In the order of the digits that stand for them. */
  enum Type {
    CONNECT,
    DISCONNECT,
    EVENT,
    ACK,
    CONNECT_ERROR,
    BINARY_EVENT,
    BINARY_ACK
  }

  static final String ROOT = "/";
  static final long NO_ACK = -1;

  private static final int MAX_NAMESPACE_BYTES = 200;
  private static final int MAX_ATTACHMENTS = 10;
  private static final int MAX_NUMBER_DIGITS = 15;

  boolean isBinary() {
    return type == Type.BINARY_EVENT || type == Type.BINARY_ACK;
  }

  static Packet read(byte[] text) throws BadPacketException {
    if (text.length == 0 || text[0] < '0' || text[0] > '6') {
      throw new BadPacketException("a Socket.IO packet must begin with 0 to 6");
    }
    Type type = Type.values()[text[0] - '0'];
    Cursor cursor = new Cursor(text);
    int attachments = 0;
    if (type == Type.BINARY_EVENT || type == Type.BINARY_ACK) {
      attachments = cursor.attachments();
    }
    String namespace = cursor.namespace();
    long ack = cursor.ack();
    return new Packet(type, attachments, namespace, ack, cursor.rest());
  }

  private static final class Cursor {
    private final byte[] text;
    private int at = 1;

    Cursor(byte[] text) {
      this.text = text;
    }

    int attachments() throws BadPacketException {
      long count = number();
      if (count < 0 || count > MAX_ATTACHMENTS || at >= text.length || text[at] != '-') {
        throw new BadPacketException(
            "a binary packet must have 0 to " + MAX_ATTACHMENTS + " attachments");
      }
      at++;
      return (int) count;
    }

    String namespace() throws BadPacketException {
      if (at >= text.length || text[at] != '/') {
        return ROOT;
      }
      int end = at;
      while (end < text.length && text[end] != ',') {
        end++;
      }
      if (end - at > MAX_NAMESPACE_BYTES) {
        throw new BadPacketException("a namespace is at most " + MAX_NAMESPACE_BYTES + " bytes");
      }
      String namespace = new String(text, at, end - at, StandardCharsets.UTF_8);
      at = Math.min(text.length, end + 1);
      int query = namespace.indexOf('?');
      return query < 0 ? namespace : namespace.substring(0, query);
    }

    long ack() throws BadPacketException {
      return number();
    }

    /** The digits here as a number; -1 when there are none. */
    private long number() throws BadPacketException {
      int from = at;
      long number = 0;
      while (at < text.length && text[at] >= '0' && text[at] <= '9') {
        number = number * 10 + (text[at] - '0');
        at++;
        if (at - from > MAX_NUMBER_DIGITS) {
          throw new BadPacketException("a number has too many digits");
        }
      }
      return at == from ? NO_ACK : number;
    }

    byte[] rest() {
      return Arrays.copyOfRange(text, at, text.length);
    }
  }
}
