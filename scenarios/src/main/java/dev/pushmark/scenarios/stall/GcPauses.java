package dev.pushmark.scenarios.stall;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.HdrHistogram.Histogram;

/**
 * The garbage collections of this process that stopped its threads, as the JVM tells of them: to
 * the millisecond, each when it has ended. What a collector does beside running threads is not
 * counted, nor are safepoints for other reasons: those show as stalls only ({@link StallRecorder}).
 * Thread safe.
 */
public final class GcPauses {
  private static final int SIGNIFICANT_DIGITS = 3;

  private final List<Pause> pauses = new ArrayList<>();

  private record Pause(long endMs, long lengthMs) {}

  private GcPauses() {}

  /** Listens from now on, for as long as the process lives. */
  public static GcPauses listen() {
    GcPauses listening = new GcPauses();
    long jvmStartMs = ManagementFactory.getRuntimeMXBean().getStartTime();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (stopsThreads(collector.getName()) && collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(
            (notification, jvmStart) -> {
              if (notification.getUserData() instanceof CompositeData data) {
                var gc = GarbageCollectionNotificationInfo.from(data).getGcInfo();
                listening.paused(jvmStartMs + gc.getEndTime(), gc.getDuration());
              }
            },
            notification ->
                notification
                    .getType()
                    .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
            null);
      }
    }
    return listening;
  }

  /** Collectors that work beside running threads have a bean of their own: G1, ZGC, Shenandoah. */
  static boolean stopsThreads(String collector) {
    return !collector.contains("Concurrent") && !collector.contains("Cycles");
  }

  private synchronized void paused(long endMs, long lengthMs) {
    pauses.add(new Pause(endMs, lengthMs));
  }

  /** The lengths, in nanoseconds, of the pauses that ended within a time. */
  public synchronized Histogram between(Instant from, Instant to) {
    Histogram lengths = new Histogram(SIGNIFICANT_DIGITS);
    for (Pause pause : pauses) {
      if (pause.endMs() >= from.toEpochMilli() && pause.endMs() < to.toEpochMilli()) {
        lengths.recordValue(TimeUnit.MILLISECONDS.toNanos(pause.lengthMs()));
      }
    }
    return lengths;
  }
}
