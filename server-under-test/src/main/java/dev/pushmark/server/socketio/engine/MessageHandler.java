package dev.pushmark.server.socketio.engine;

/** What one session's messages are for. Confined to the session's home loop. */
public interface MessageHandler {
  /**
   * A text message.
   *
   * @throws BadPacketException to end the session
   */
  void text(byte[] message) throws BadPacketException;

  /**
   * A binary message.
   *
   * @throws BadPacketException to end the session
   */
  void binary(byte[] message) throws BadPacketException;

  /** There is room for more to be sent. */
  void ready();

  /** The session is about to move to another transport and maybe loop: send nothing. */
  void suspend();

  /** It has moved: go on. */
  void resume();

  /** All that came in one go has been handled. */
  void handled();

  /** Called now and then. */
  void sweep(long nowNs);

  /** The session is over. Called once, last. */
  void closed();
}
