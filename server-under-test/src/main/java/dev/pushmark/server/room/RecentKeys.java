package dev.pushmark.server.room;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys under which events were published lately, in the order in which they came: the window
 * within which a repeated publish is known for one. Not thread safe.
 */
final class RecentKeys {
  /** So many keys a room remembers at most. */
  static final int MAX_KEYS = 4096;

  /** What was published under a key; the payload is told from others by its length and hash. */
  private record Published(long offset, int length, int hash, long atNs) {
    boolean is(byte[] payload) {
      return length == payload.length && hash == Arrays.hashCode(payload);
    }
  }

  private final long ageNs;
  private final LinkedHashMap<String, Published> byKey = new LinkedHashMap<>();

  RecentKeys(long ageNs) {
    this.ageNs = ageNs;
  }

  /**
   * The offset of the event published under {@code key}, or 0 when none is known.
   *
   * @throws KeyReusedException when it was another event
   */
  long find(String key, byte[] payload, long nowNs) throws KeyReusedException {
    forget(nowNs);
    Published known = byKey.get(key);
    if (known == null) {
      return 0;
    }
    if (!known.is(payload)) {
      throw new KeyReusedException();
    }
    return known.offset();
  }

  void add(String key, long offset, byte[] payload, long nowNs) {
    byKey.put(key, new Published(offset, payload.length, Arrays.hashCode(payload), nowNs));
    forget(nowNs);
  }

  private void forget(long nowNs) {
    Iterator<Map.Entry<String, Published>> oldest = byKey.entrySet().iterator();
    while (oldest.hasNext()) {
      Published published = oldest.next().getValue();
      if (byKey.size() <= MAX_KEYS && nowNs - published.atNs() <= ageNs) {
        return;
      }
      oldest.remove();
    }
  }
}
