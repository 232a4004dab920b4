package dev.pushmark.server.socketio.engine;

/** What is done with messages; one for all sessions. Thread safe. */
@FunctionalInterface
public interface Application {
  /** A session has been opened, on its home loop. */
  MessageHandler open(Session session);
}
