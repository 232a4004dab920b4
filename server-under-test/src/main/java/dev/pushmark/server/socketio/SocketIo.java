package dev.pushmark.server.socketio;

import dev.pushmark.server.socketio.engine.Application;
import dev.pushmark.server.socketio.engine.MessageHandler;
import dev.pushmark.server.socketio.engine.Session;
import java.util.Map;

/**
 * The messages of sessions are packets of Socket.IO.
 *
 * @param namespaces by name, which begins with a slash
 */
public record SocketIo(Map<String, Namespace> namespaces) implements Application {
  public SocketIo {
    namespaces = Map.copyOf(namespaces);
  }

  @Override
  public MessageHandler open(Session session) {
    return new Client(session, namespaces);
  }
}
