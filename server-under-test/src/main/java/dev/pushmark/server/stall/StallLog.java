package dev.pushmark.server.stall;

import dev.pushmark.server.room.Clock;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Writes down when this process stood still, as jHiccup does: an idle thread asks again and again
 * to sleep for 5 ms, and by how much it wakes late is recorded, corrected for coordinated omission.
 * Each second becomes a line in HdrHistogram's log format: nanoseconds, with times of day in
 * seconds since 1970. Thread safe.
 */
public final class StallLog implements AutoCloseable {
  private static final long SLEEP_NS = 5_000_000;
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final double MAX_VALUE_UNIT_RATIO = 1.0;

  private final Clock clock;
  private final PrintStream file;
  private final HistogramLogWriter log;
  private final SingleWriterRecorder stalls = new SingleWriterRecorder(SIGNIFICANT_DIGITS);
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "stall-log"));
  private long intervalStartMs;
  private volatile boolean closed;

  private StallLog(Clock clock, PrintStream file) {
    this.clock = clock;
    this.file = file;
    this.log = new HistogramLogWriter(file);
    this.intervalStartMs = clock.currentTimeMillis();
  }

  /**
   * Begins to record, into a file that is replaced if it is there.
   *
   * @throws IOException if it cannot be written
   */
  public static StallLog start(Path file, Clock clock) throws IOException {
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(Files.newOutputStream(file)), true, StandardCharsets.UTF_8);
    StallLog started = new StallLog(clock, out);
    started.log.outputComment("[stalls of pushmark-server; all values in nanoseconds]");
    started.log.outputLogFormatVersion();
    started.log.outputBaseTime(0);
    started.log.outputLegend();
    daemon(started::record, "stalls").start();
    started.writer.scheduleAtFixedRate(started::writeInterval, 1, 1, TimeUnit.SECONDS);
    return started;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void record() {
    long lastNs = clock.nanoTime();
    while (!closed) {
      long dueNs = lastNs + SLEEP_NS;
      long nowNs = clock.nanoTime();
      while (nowNs - dueNs < 0) {
        LockSupport.parkNanos(dueNs - nowNs);
        nowNs = clock.nanoTime();
      }
      stalls.recordValueWithExpectedInterval(nowNs - dueNs, SLEEP_NS);
      lastNs = nowNs;
    }
  }

  private synchronized void writeInterval() {
    if (closed) {
      return;
    }
    long nowMs = clock.currentTimeMillis();
    Histogram interval = stalls.getIntervalHistogram();
    log.outputIntervalHistogram(intervalStartMs / 1e3, nowMs / 1e3, interval, MAX_VALUE_UNIT_RATIO);
    file.flush();
    intervalStartMs = nowMs;
  }

  /** Writes what the last line does not hold yet, and ends. */
  @Override
  public synchronized void close() {
    writeInterval();
    closed = true;
    writer.shutdownNow();
    file.close();
  }
}
