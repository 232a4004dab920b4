package dev.pushmark.scenarios.gatling;

import dev.pushmark.results.model.Fault;
import dev.pushmark.scenarios.fault.FaultLog.Effect;
import dev.pushmark.scenarios.fault.FaultLog.Entry;
import dev.pushmark.scenarios.reconnect.Outages.Silence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;

/** How long it took to find out that connections had become half-open. Pure. */
final class Detection {
  private static final int SIGNIFICANT_DIGITS = 3;

  private Detection() {}

  /**
   * From each fault to the moment when its victim's subscriber took it for dead. A connection is
   * known by its client's port; who took one for dead that was not struck has no value here.
   */
  static Histogram bySubscribers(List<Entry> log, List<Silence> silences) {
    Map<Integer, TreeSet<Long>> struckNs = new HashMap<>();
    for (Entry entry : log) {
      if (isStrike(entry)) {
        struckNs.computeIfAbsent(entry.port(), port -> new TreeSet<>()).add(entry.timeNs());
      }
    }
    Histogram after = new Histogram(SIGNIFICANT_DIGITS);
    for (Silence silence : silences) {
      TreeSet<Long> ofPort = struckNs.getOrDefault(silence.port(), new TreeSet<>());
      Long last = ofPort.floor(silence.noticedNs()); // a port may have been had before
      if (last != null) {
        ofPort.remove(last);
        after.recordValue(silence.noticedNs() - last);
      }
    }
    return after;
  }

  /** From each fault to the moment when the server ended its side of the victim. */
  static Histogram byServer(List<Entry> log) {
    Map<Long, Long> struckNs = new HashMap<>();
    Histogram after = new Histogram(SIGNIFICANT_DIGITS);
    for (Entry entry : log) {
      if (isStrike(entry)) {
        struckNs.put(entry.connection(), entry.timeNs());
      } else if (entry.effect() == Effect.NOTICED) {
        Long since = struckNs.get(entry.connection());
        if (since != null) {
          after.recordValue(entry.timeNs() - since);
        }
      }
    }
    return after;
  }

  private static boolean isStrike(Entry entry) {
    return entry.fault() instanceof Fault.HalfOpen
        && entry.effect() == Effect.STRUCK
        && entry.connection() > 0;
  }
}
