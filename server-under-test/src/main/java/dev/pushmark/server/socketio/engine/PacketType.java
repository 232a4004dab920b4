package dev.pushmark.server.socketio.engine;

/** The first character of each packet. */
final class PacketType {
  static final char OPEN = '0';
  static final char CLOSE = '1';
  static final char PING = '2';
  static final char PONG = '3';
  static final char MESSAGE = '4';
  static final char UPGRADE = '5';
  static final char NOOP = '6';

  /** Of a binary message in a payload, which goes on in Base64. */
  static final char BINARY = 'b';

  /** Between the packets of a payload. */
  static final byte SEPARATOR = 0x1E;

  private PacketType() {}
}
