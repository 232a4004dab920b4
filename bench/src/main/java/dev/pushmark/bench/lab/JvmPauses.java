package dev.pushmark.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * For how long a JVM stopped all its threads, and why, as it wrote it down itself: each pause at
 * its end, from the order to stop until all go on. What a garbage collector does beside running
 * threads is not in it.
 *
 * @param collections lengths in nanoseconds of pauses for garbage collection, for each second of
 *     the measurement; no seconds at all where nothing was written
 * @param others the same of safepoints for other reasons
 */
record JvmPauses(List<Histogram> collections, List<Histogram> others) {
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final long INTERVAL_MS = 1_000;
  private static final Pattern PAUSE =
      Pattern.compile("\\[(\\d+)ms\\] Safepoint \"(\\w+)\",.* Total: (\\d+) ns.*");

  /** How the JVM names what its collectors stop it for, from JDK 17 to 25. */
  private static final Pattern COLLECTION =
      Pattern.compile(".*(Collect|GC).*|(G1|ZMark|ZRelocate|Shenandoah).*");

  /** What makes a JVM write its pauses to a file. */
  static String flag(Path log) {
    return "-Xlog:safepoint:file=\"" + log.toAbsolutePath() + "\":timemillis";
  }

  /** The pauses that ended in the measurement. */
  static JvmPauses read(Path log, Instant start, long lengthNs) throws IOException {
    JvmPauses pauses = new JvmPauses(new ArrayList<>(), new ArrayList<>());
    if (!Files.exists(log)) {
      return pauses;
    }
    long fromMs = start.toEpochMilli();
    long toMs = fromMs + TimeUnit.NANOSECONDS.toMillis(lengthNs);
    for (long ms = fromMs; ms < toMs; ms += INTERVAL_MS) {
      pauses.collections.add(interval(ms, Math.min(toMs, ms + INTERVAL_MS)));
      pauses.others.add(interval(ms, Math.min(toMs, ms + INTERVAL_MS)));
    }
    for (String line : Files.readAllLines(log)) {
      Matcher pause = PAUSE.matcher(line); // a killed JVM leaves half a line
      if (pause.matches()) {
        long endMs = Long.parseLong(pause.group(1));
        if (endMs >= fromMs && endMs < toMs) {
          boolean collects = COLLECTION.matcher(pause.group(2)).matches();
          (collects ? pauses.collections : pauses.others)
              .get((int) ((endMs - fromMs) / INTERVAL_MS))
              .recordValue(Long.parseLong(pause.group(3)));
        }
      }
    }
    return pauses;
  }

  private static Histogram interval(long fromMs, long toMs) {
    Histogram interval = new Histogram(SIGNIFICANT_DIGITS);
    interval.setStartTimeStamp(fromMs);
    interval.setEndTimeStamp(toMs);
    return interval;
  }
}
