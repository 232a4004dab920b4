package dev.pushmark.server.socketio.engine;

import dev.pushmark.server.wire.LoopContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks after the sessions of one event loop that poll, which no connection looks after. There is a
 * timer as long as there are such sessions. Confined to the event loop.
 */
final class PollingSweep {
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final LoopContext loop;
  private final Duration interval;
  private final Set<Session> sessions = new LinkedHashSet<>();
  private boolean scheduled;

  PollingSweep(LoopContext loop, Duration pingInterval) {
    this.loop = loop;
    Duration quarter = pingInterval.dividedBy(4);
    this.interval = quarter.compareTo(LONGEST) < 0 ? quarter : LONGEST;
  }

  void add(Session session) {
    sessions.add(session);
    if (!scheduled) {
      schedule();
    }
  }

  void remove(Session session) {
    sessions.remove(session);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it ends by itself when the sessions have gone
  private void schedule() {
    scheduled = true;
    loop.schedule(this::sweep, interval);
  }

  private void sweep() {
    scheduled = false;
    long nowNs = loop.nanoTime();
    List<Session> present = new ArrayList<>(sessions);
    for (Session session : present) {
      session.sweep(nowNs);
    }
    if (!sessions.isEmpty() && !scheduled) {
      schedule();
    }
  }
}
