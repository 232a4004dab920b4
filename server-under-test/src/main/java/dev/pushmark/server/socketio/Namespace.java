package dev.pushmark.server.socketio;

/** Where sockets are connected to. Thread safe. */
@FunctionalInterface
public interface Namespace {
  /**
   * A client asks to be connected; called on its home loop.
   *
   * @param socket to be {@link Socket#accept accepted} before anything else is sent over it
   * @param auth the client's credentials, a JSON object
   * @throws RefusedException to be told to the client
   */
  SocketHandler connect(Socket socket, byte[] auth) throws RefusedException;
}
