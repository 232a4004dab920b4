package dev.pushmark.server.socketio;

import dev.pushmark.server.room.EventId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sockets whose connection has broken, so that they can be recovered: the latest, for as long as
 * rooms remember. What a recovered client has missed is in its room's log, not here. Thread safe.
 */
final class LostSockets {
  private static final int MAX_SOCKETS = 10_000;

  /**
   * One of them.
   *
   * @param room the one that it had joined
   * @param joined where it began to follow the room
   */
  record Lost(String id, String room, EventId joined, long atNs) {}

  private final Map<String, Lost> byPid = new LinkedHashMap<>();
  private final long ageNs;

  LostSockets(long ageNs) {
    this.ageNs = ageNs;
  }

  synchronized void add(String pid, Lost lost) {
    byPid.put(pid, lost);
    Iterator<Lost> oldest = byPid.values().iterator();
    while (byPid.size() > MAX_SOCKETS || lost.atNs() - oldest.next().atNs() > ageNs) {
      oldest = removeFirst();
    }
  }

  private Iterator<Lost> removeFirst() {
    Iterator<Lost> iterator = byPid.values().iterator();
    iterator.next();
    iterator.remove();
    return byPid.values().iterator();
  }

  /** The socket that is recovered by {@code pid}, once; null when there is none. */
  synchronized @Nullable Lost take(String pid, long nowNs) {
    Lost lost = byPid.remove(pid);
    return lost == null || nowNs - lost.atNs() > ageNs ? null : lost;
  }
}
