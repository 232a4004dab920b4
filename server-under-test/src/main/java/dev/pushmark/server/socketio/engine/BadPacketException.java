package dev.pushmark.server.socketio.engine;

/** A client said what the protocol does not allow: its session ends. */
public final class BadPacketException extends Exception {
  private static final long serialVersionUID = 1;

  public BadPacketException(String message) {
    super(message, null, false, false);
  }

  /** In a line. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
