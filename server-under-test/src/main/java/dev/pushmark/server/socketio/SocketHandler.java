package dev.pushmark.server.socketio;

import java.util.List;

/** What is done for one connected socket. Confined to the session's home loop. */
public interface SocketHandler {
  /**
   * The client has emitted an event.
   *
   * @param attachments that its arguments may point to
   * @param ack answers it
   */
  void event(Arguments arguments, List<byte[]> attachments, Ack ack);

  /** There is room for more to be sent. */
  void ready();

  /** The session moves: send nothing, and forget what belongs to the event loop. */
  void suspend();

  /** The session has moved. */
  void resume();

  /** All that the client sent in one go has been handled. */
  void handled();

  /** Called now and then. */
  void sweep(long nowNs);

  /**
   * The socket is not connected any more.
   *
   * @param lost whether the connection broke, rather than that one side has disconnected
   */
  void gone(boolean lost);
}
