package dev.pushmark.server.socketio.engine;

import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.LoopContext;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All sessions by their ids. Thread safe. */
final class Sessions {
  private final ConcurrentHashMap<String, Session> byId = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<LoopContext, PollingSweep> sweeps = new ConcurrentHashMap<>();
  private final EngineSettings settings;
  private final Application application;
  private final Ids ids = new Ids();

  Sessions(EngineSettings settings, Application application) {
    this.settings = settings;
    this.application = application;
  }

  EngineSettings settings() {
    return settings;
  }

  @Nullable Session get(String id) {
    return byId.get(id);
  }

  int size() {
    return byId.size();
  }

  /** Threads may pass by a few too many. */
  boolean isFull() {
    return byId.size() >= settings.maxSessions();
  }

  /** A session at home on the exchange's event loop. */
  Session open(Exchange exchange) {
    Session session = new Session(this, ids.next(), exchange.loop(), exchange.grant().subject());
    byId.put(session.id(), session);
    session.begin(application.open(session));
    return session;
  }

  void forget(Session session) {
    byId.remove(session.id(), session);
  }

  /** What looks after the polling sessions that are at home on a loop. */
  PollingSweep sweep(LoopContext home) {
    return sweeps.computeIfAbsent(home, loop -> new PollingSweep(loop, settings.pingInterval()));
  }
}
